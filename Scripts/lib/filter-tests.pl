# Selects XCTest methods: usage: filter-tests.pl [--filter REGEX | --skip REGEX]… <LISTING
#
# Reads the output of a test binary with --list-tests, and prints the names that match one of the filters, if there are
# any, and that match nothing to skip.

use strict;
use warnings;

my %patterns = ('--filter' => [], '--skip' => []);
while (my ($option, $regex) = splice(@ARGV, 0, 2)) {
    push @{ $patterns{$option} }, eval { qr/$regex/ } // die "$option: '$regex' is not a regular expression\n";
}

sub matches {
    my ($name, $option) = @_;
    return grep { $name =~ $_ } @{ $patterns{$option} };
}

while (my $name = <STDIN>) {
    chomp $name;
    # The first line is a heading. A name is MODULE.CLASS/METHOD.
    next if $name !~ m{^[^\s/]+/[^\s/]+$};
    print "$name\n" if (!@{ $patterns{'--filter'} } || matches($name, '--filter')) && !matches($name, '--skip');
}
