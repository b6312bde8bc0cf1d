# Lists public operations that no fault test calls: usage: operations.pl SYMBOL-GRAPH < SYMBOLS
#
# The symbols are those that the object files of the tests do not define, one per line. An operation is a function, an
# initializer or a property that throws SCTPError, an initializer that adopts a descriptor, or a socket option.

use strict;
use warnings;
use JSON::PP;

my ($path) = @ARGV;
open(my $file, '<', $path) or die "$path: $!\n";
my $graph = decode_json(join '', <$file>);
my %called = map { chomp; $_ => 1 } <STDIN>;

# Returns the symbols of a declaration; that of an async function has the suffix Tu.
sub symbols {
    # The compiler's identifier is the symbol with another prefix. Callers use the allocating initializer (C), and the
    # getter (g) of a property.
    my $symbol = $_[0] =~ s/^s:/\$s/r =~ s/fc$/fC/r =~ s/p(Z?)$/g$1/r;
    return ($symbol, "${symbol}Tu");
}

my $operations = 0;
for my $symbol (@{$graph->{symbols}}) {
    my $declaration = join '', map { $_->{spelling} } @{$symbol->{declarationFragments}};
    next if $symbol->{kind}{identifier} eq 'swift.struct';
    next unless $declaration =~ /throws\(SCTPError\)|takingOwnershipOf|(?:->|:) SCTPSocketOption</;
    $operations++;
    next if grep { $called{$_} } symbols($symbol->{identifier}{precise});
    print join('.', @{$symbol->{pathComponents}}), ": $declaration\n";
}
die "$path: there are no operations\n" unless $operations;
