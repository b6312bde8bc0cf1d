# Lists a module's public interface: usage: interface.pl SYMBOL-GRAPH
#
# Prints a line for each type, member, superclass and conformance: the type, "|", and the declaration as in the source.
# The lines are sorted by their bytes.
#
# Normalized, because it depends on the compiler and not on the library:
#   - Members that another module declares, such as the default implementations of Sequence, are omitted.
#   - Conformances that the compiler infers are omitted: Copyable, Escapable, SendableMetatype and BitwiseCopyable.
#   - `Self` has no backquotes, and white space is a single space.
# Scripts/interface ignores @nonexhaustive with Swift 6.2, which does not know this attribute.
#
# The symbol graph does not contain `@available(*, noasync)` or unavailable declarations. Tests/DoesNotCompile covers both.

use strict;
use warnings;
use JSON::PP;

my ($path) = @ARGV;
open(my $file, '<', $path) or die "$path: $!\n";
my $graph = decode_json(join '', <$file>);
my $module = length($graph->{module}{name}) . $graph->{module}{name};

my %inferred = map { $_ => 1 } qw(Copyable Escapable SendableMetatype BitwiseCopyable);
my %operators = (conformance => ':', superclass => ':', sameType => ' ==');
my (%type, %lines);

sub constraints {
    my @constraints = map { "$_->{lhs}$operators{$_->{kind}} $_->{rhs}" } @{$_[0] // []};
    return @constraints ? ' where ' . join(', ', @constraints) : '';
}

for my $symbol (@{$graph->{symbols}}) {
    my $identifier = $symbol->{identifier}{precise};
    my @names = @{$symbol->{pathComponents}};
    my $name = join '.', @names;
    my $is_type = $symbol->{kind}{identifier} =~ /^swift\.(?:class|enum|struct|protocol|actor|typealias|associatedtype)$/;
    $type{$identifier} = $name if $is_type;
    next if $identifier =~ /::SYNTHESIZED::/ || $identifier !~ /$module/;
    my $declaration = join '', map { $_->{spelling} } @{$symbol->{declarationFragments}};
    # The declaration of a generic function already contains the constraints of its extension.
    $declaration .= constraints($symbol->{swiftExtension}{constraints}) if $declaration !~ / where /;
    $declaration .= ' (deprecated)' if grep { $_->{isUnconditionallyDeprecated} } @{$symbol->{availability} // []};
    $declaration =~ s/`Self`/Self/g;
    $declaration =~ s/\s+/ /g;
    my $owner = $is_type ? $name : join('.', @names[0 .. $#names - 1]);
    $lines{($owner || 'module') . " | $declaration"} = 1;
}

for my $relationship (@{$graph->{relationships}}) {
    my $verb = {conformsTo => 'conforms to', inheritsFrom => 'inherits from'}->{$relationship->{kind}} or next;
    my $source = $type{$relationship->{source}} // $relationship->{sourceFallback};
    my $target = $type{$relationship->{target}} // $relationship->{targetFallback} =~ s/^(?:Swift|_Concurrency)\.//r;
    next if $inferred{$target};
    $lines{"$source | $verb $target" . constraints($relationship->{swiftConstraints})} = 1;
}

binmode STDOUT, ':utf8';
print "$_\n" for sort keys %lines;
