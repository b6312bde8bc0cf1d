# Runs a command on a host with SCTP: passes on signals to all its processes, and enforces a time limit.
#
# usage: supervise.pl SECONDS COMMAND-WORD…
#   SECONDS  the time limit, or 0
#
# timeout(1) differs: it exits with 137 if the command ignores SIGTERM, and ends a command that nohup(1) protects.

use strict;
use warnings;

my %number = (HUP => 1, INT => 2, QUIT => 3, TERM => 15);
my $seconds = shift;
my $command;
my $signal;    # the first signal
my $killed;    # whether SIGKILL followed
my $late;      # whether the time limit ended the command

# Sends a signal to the process group of the command, so that it can clean up. After five seconds, or at a second signal,
# SIGKILL follows.
sub end_command {
    my ($name) = @_;
    $killed = 1 if $signal;
    $signal //= $name;
    kill $killed ? 'KILL' : $signal, -$command if $command;
    alarm 5;
}

# In its own process group, the command does not receive Ctrl-C from the terminal: this process handles it.
# Under nohup(1), this process ignores SIGHUP.
my @handled = ('INT', 'TERM', 'QUIT', ($SIG{HUP} // '') eq 'IGNORE' ? () : 'HUP');
for my $name (@handled) {
    $SIG{$name} = sub { end_command($name) };
}
$SIG{ALRM} = sub {
    $late = 1 if !$signal;
    end_command('TERM');
};
$SIG{CHLD} = sub { };    # interrupts select() below

my $child = fork() // die "with-sctp: fork: $!\n";
if (!$child) {
    setpgrp;
    @SIG{@handled} = ('DEFAULT') x @handled;
    exec { $ARGV[0] } @ARGV or print STDERR "with-sctp: $ARGV[0]: $!\n";
    exit($!{ENOENT} ? 127 : 126);
}
# The group must exist before the first signal, whichever process runs first.
setpgrp($child, $child);
$command = $child;
kill $signal, -$command if $signal;

# The guard kills the command if this process is killed: it then reads the end of the pipe instead of a byte.
pipe(my $life, my $life_end) or die "with-sctp: pipe: $!\n";
my $guard = fork() // die "with-sctp: fork: $!\n";
if (!$guard) {
    setpgrp;
    @SIG{@handled} = ('IGNORE') x @handled;
    close $_ for $life_end, \*STDIN, \*STDOUT, \*STDERR;
    sysread($life, my $byte, 1) or kill 'KILL', -$command;
    exit;
}

alarm $seconds if !$signal;
# The timeout covers a signal just before select() starts to wait.
until (waitpid($command, 1) == $command) {    # WNOHANG
    select(undef, undef, undef, 0.5);
}
my $status = $?;
# After a signal, processes that outlive the command have the same five seconds.
while ($signal && !$killed && kill(0, -$command)) {
    select(undef, undef, undef, 0.05);
}
syswrite($life_end, '.');

if ($late) {
    print STDERR "with-sctp: the time limit of $seconds seconds ended the command\n";
    exit 124;
}
exit(128 + $number{$signal}) if $killed;
exit($status & 127 ? 128 + ($status & 127) : $status >> 8);
