# Counts the test functions of one run: usage: count-tests.pl EVENT-STREAM
#
# Reads the JSON lines of Swift Testing, names on standard error what did not pass, and prints the count on standard
# output. A function that was to run and has no end in the stream failed. Status 1 if not every one passed, or none ran.

use strict;
use warnings;

my (%outcome, %why);
open(my $stream, '<', $ARGV[0]) or die "$ARGV[0]: $!\n";
while (my $line = <$stream>) {
    # Quotes within JSON's strings are escaped, so these can only be keys and values. A function's identifier, unlike a
    # suite's or a case's, ends with line and column.
    my ($id) = $line =~ /"(?:id|testID)":"((?:[^"\\]|\\.)*:\d+:\d+)"/ or next;
    if ($line =~ /"kind":"function"/) {
        $outcome{$id} //= 'unfinished';
    } elsif ($line =~ /"kind":"testSkipped"/) {
        $outcome{$id} = 'skipped';
        ($why{$id}) = $line =~ /"text":"((?:[^"\\]|\\.)*)"/;
    } elsif ($line =~ /"kind":"testEnded"/) {
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
