# Runs a command with a time limit: usage: limit.pl SECONDS COMMAND-WORD…

use strict;
use warnings;

my $seconds = shift;
my $command = fork() // die "with-sctp: fork: $!\n";
if (!$command) {
    exec { $ARGV[0] } @ARGV or print STDERR "with-sctp: $ARGV[0]: $!\n";
    exit($!{ENOENT} ? 127 : 126);
}

my $late;
for my $signal (qw(INT TERM HUP)) {
    next if $signal eq 'HUP' && ($SIG{HUP} // '') eq 'IGNORE';
    $SIG{$signal} = sub { kill $signal, $command };
}
$SIG{ALRM} = sub {
    # First the chance to tidy up, then the end.
    kill($late++ ? 'KILL' : 'TERM', $command);
    alarm 5;
};
alarm $seconds;
1 until waitpid($command, 0) == $command;
if ($late) {
    print STDERR "with-sctp: the time limit of $seconds seconds ended the command\n";
    exit 124;
}
exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
