# Runs the virtual machine on the host: starts QEMU, sends the guest its job over a socket, passes on the command's
# output, and exits with its status. guest.pl describes the protocol.
#
# usage: host.pl SECONDS VERBOSE COUNT QEMU-WORD… COMMAND-WORD…
#   SECONDS  the time limit, or 0
#   VERBOSE  1: print the guest's console on standard error
#   COUNT    the number of QEMU's words, in which `{link}` is replaced with the descriptor of the socket

use strict;
use warnings;
use Cwd;
use Fcntl;
use Socket;

my ($seconds, $verbose, $count) = splice(@ARGV, 0, 3);
my @qemu = splice(@ARGV, 0, $count);

my $machine;
my $console_tail = '';
my $running;    # whether the command has started
my $ending;     # the arguments of finish() after a signal or the time limit has ended the command
my $job = pack('N/a*', pack('(N/a*)*', getcwd(), scalar(@ARGV), @ARGV, map { "$_=$ENV{$_}" } keys %ENV));

sub finish {
    my ($status, $sentence) = @_;
    if ($machine) {
        kill 'KILL', $machine;
        waitpid($machine, 0);
    }
    print STDERR "with-sctp: $sentence\n" if $sentence;
    exit $status;
}

sub died {
    print STDERR $console_tail if !$verbose;
    finish(125, @_);
}

# Asks the guest to kill a running command, so that its output still arrives. After five seconds, QEMU is killed.
sub end_early {
    finish(@_) if $ending || !$running;
    $ending = [@_];
    $job .= 'k';
    alarm 5;
}

$SIG{PIPE} = 'IGNORE';
$SIG{INT} = sub { end_early(130) };
$SIG{TERM} = sub { end_early(143) };
# Under nohup(1), this process ignores SIGHUP.
$SIG{HUP} = sub { end_early(129) } if ($SIG{HUP} // '') ne 'IGNORE';
$SIG{ALRM} = sub {
    $ending ? finish(@$ending) : end_early(124, "the time limit of $seconds seconds ended the command");
};

socketpair(my $link, my $machine_link, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or finish(125, "socketpair: $!");
pipe(my $console, my $console_end) or finish(125, "pipe: $!");

$machine = fork() // finish(125, "fork: $!");
if (!$machine) {
    # In its own process group, QEMU does not receive Ctrl-C from the terminal: this process handles it.
    setpgrp;
    $SIG{PIPE} = 'DEFAULT';
    fcntl($machine_link, F_SETFD, 0);
    s/\{link\}/fileno $machine_link/e for @qemu;
    open(STDIN, '<', '/dev/null');
    open(STDOUT, '>&', $console_end);
    open(STDERR, '>&', $console_end);
    # Even SIGKILL of this process ends QEMU.
    exec 'setpriv', '--pdeathsig', 'KILL', @qemu;
    exit 125;
}
close $machine_link;
close $console_end;
alarm $seconds;

my $received = '';
my %output = (o => \*STDOUT, e => \*STDERR);

sub pass_on {
    my ($letter, $data) = @_;
    my $handle = $output{$letter} or return;
    while (length($data)) {
        my $written = syswrite($handle, $data);
        if (defined $written) {
            substr($data, 0, $written, '');
        } elsif ($!{EAGAIN}) {
            vec(my $wanted = '', fileno($handle), 1) = 1;
            select(undef, $wanted, undef, undef);
        } elsif (!$!{EINTR}) {
            # The reader of this output is gone: close it for the command as well.
            delete $output{$letter};
            $job .= $letter;
            return;
        }
    }
}

sub take_frames {
    while (length($received) >= 5) {
        my ($letter, $length) = unpack('aN', $received);
        last if length($received) < 5 + $length;
        my $payload = substr($received, 5, $length);
        substr($received, 0, 5 + $length, '');
        finish($ending ? @$ending : $payload) if $letter eq 'x';
        $running = 1 if $letter eq 'r';
        died("the guest's kernel cannot create an SCTP socket ($payload): choose another with --kernel") if $letter eq 'u';
        pass_on($letter, $payload);
    }
}

sub take_console {
    my $count = sysread($console, my $data, 65536) or return 0;
    pass_on('e', $data) if $verbose;
    $console_tail = substr($console_tail . $data, -4096);
    return $count;
}

while (1) {
    my ($reading, $writing) = ('', '');
    vec($reading, fileno($_), 1) = 1 for $link, $console;
    vec($writing, fileno($link), 1) = 1 if length($job);
    # The timeout covers a signal just before select() starts to wait.
    select($reading, $writing, undef, 0.5) > 0 or next;
    take_console() if vec($reading, fileno($console), 1);
    if (vec($writing, fileno($link), 1)) {
        my $sent = send($link, $job, MSG_DONTWAIT);
        substr($job, 0, $sent, '') if $sent;
    }
    if (vec($reading, fileno($link), 1)) {
        if (sysread($link, $received, 65536, length($received))) {
            take_frames();
        } else {
            finish(@$ending) if $ending;
            1 while take_console();
            died('the virtual machine died before the command finished; the end of its console output is above');
        }
    }
}
