# Runs a command on the host with a time limit: usage: limit.pl SECONDS COMMAND-WORD…
#
# timeout(1) differs: it exits with 137 if the command ignores SIGTERM, and ends a command that nohup(1) protects.

use strict;
use warnings;

my $seconds = shift;
my $command = fork() // die "with-sctp: fork: $!\n";
if (!$command) {
    exec { $ARGV[0] } @ARGV or print STDERR "with-sctp: $ARGV[0]: $!\n";
    exit($!{ENOENT} ? 127 : 126);
}

my $late;
for my $signal ('INT', 'TERM', ($SIG{HUP} // '') eq 'IGNORE' ? () : 'HUP') {
    $SIG{$signal} = sub { kill $signal, $command };
}
$SIG{ALRM} = sub {
    # The first signal lets the command clean up.
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
