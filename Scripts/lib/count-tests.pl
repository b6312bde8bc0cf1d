# Counts the test functions of a run: usage: count-tests.pl FILE…
#
# Reads the JSON lines of Swift Testing and the output of XCTest, prints the count on standard output, and lists the tests
# that did not pass on standard error. A test without an end failed. The exit status is 0 if at least one test passed and
# none failed.

use strict;
use warnings;

my (%outcome, %why);

# Quotes inside JSON strings are escaped, so the patterns match only keys and values. The identifier of a function, unlike
# that of a suite or a test case, ends with a line and a column.
sub take_event {
    my ($line) = @_;
    my ($id) = $line =~ /"(?:id|testID)":"((?:[^"\\]|\\.)*:\d+:\d+)"/ or return;
    if ($line =~ /"kind":"function"/) {
        $outcome{$id} //= 'unfinished';
    } elsif ($line =~ /"kind":"test(?:Skipped|Ended)"/) {
        my ($symbol) = $line =~ /"symbol":"(\w+)"/;
        $outcome{$id} = $symbol eq 'skip' ? 'skipped' : $symbol =~ /^pass/ ? 'passed' : 'failed';
        ($why{$id}) = $line =~ /"text":"((?:[^"\\]|\\.)*)"/;
    }
}

# XCTest prints the reason of a skip before the end of the test, with another form of its name.
my $reason;

sub take_line_of_xctest {
    my ($line) = @_;
    if ($line =~ /: Test skipped(?: - (.*))?$/) {
        $reason = $1;
    } elsif ($line =~ /Test Case '([^']+)' (started|passed|failed|skipped)/) {
        $outcome{$1} = $2 eq 'started' ? 'unfinished' : $2;
        $why{$1} = $reason if $2 eq 'skipped';
        undef $reason;
    }
}

while (my $line = <>) {
    $line =~ /^\{/ ? take_event($line) : take_line_of_xctest($line);
}

my %count = map { $_ => 0 } qw(passed failed skipped unfinished);
for my $id (sort keys %outcome) {
    $count{$outcome{$id}}++;
    next if $outcome{$id} eq 'passed';
    my $text = "$outcome{$id}: $id" . (defined $why{$id} ? ": $why{$id}" : '');
    $text =~ s/\\([\/"\\])/$1/g;
    print STDERR "$text\n";
}
$count{failed} += $count{unfinished};
print "$count{passed} passed, $count{failed} failed, $count{skipped} skipped\n";
exit($count{failed} || !$count{passed} ? 1 : 0);
