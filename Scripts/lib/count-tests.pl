# Counts the test functions of a run: usage: count-tests.pl EVENT-STREAM
#
# Reads the JSON lines of Swift Testing, prints the count on standard output, and lists the tests that did not pass on
# standard error. A test without an end in the stream failed. The exit status is 0 if at least one ran and all passed.

use strict;
use warnings;

my (%outcome, %why);
open(my $stream, '<', $ARGV[0]) or die "$ARGV[0]: $!\n";
while (my $line = <$stream>) {
    # Quotes inside JSON strings are escaped, so the patterns match only keys and values. The identifier of a function,
    # unlike that of a suite or a test case, ends with a line and a column.
    my ($id) = $line =~ /"(?:id|testID)":"((?:[^"\\]|\\.)*:\d+:\d+)"/ or next;
    if ($line =~ /"kind":"function"/) {
        $outcome{$id} //= 'unfinished';
    } elsif ($line =~ /"kind":"test(?:Skipped|Ended)"/) {
        my ($symbol) = $line =~ /"symbol":"(\w+)"/;
        $outcome{$id} = $symbol eq 'skip' ? 'skipped' : $symbol =~ /^pass/ ? 'passed' : 'failed';
        ($why{$id}) = $line =~ /"text":"((?:[^"\\]|\\.)*)"/;
    }
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
exit($count{failed} || $count{skipped} || !$count{passed} ? 1 : 0);
