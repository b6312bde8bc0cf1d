# The host's side of the machine: starts QEMU, hands the guest its job over a socket, passes on what comes back, and
# ends as the command ended. guest.pl tells how the two talk.
#
# usage: machine.pl SECONDS VERBOSE COUNT QEMU-WORD… COMMAND-WORD…
#   SECONDS  the time limit, or 0
#   VERBOSE  1: the machine's console goes to standard error
#   COUNT    how many words are QEMU's; it gets the socket's descriptor in place of the word part `{link}`

use strict;
use warnings;
use Cwd;
use Fcntl;
use Socket;

my ($seconds, $verbose, $count) = splice(@ARGV, 0, 3);
my @qemu = splice(@ARGV, 0, $count);

my $machine;
my $console_tail = '';
my $running;    # true once the command has been started
my $ending;     # the arguments of finish(), when something other than the command's end has decided them
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
    my ($why) = @_;
    print STDERR $console_tail if !$verbose;
    finish(125, $why);
}

# A running command is ended from inside, so that what it wrote gets here; five seconds later the machine goes anyway.
sub end_early {
    finish(@_) if $ending || !$running;
    $ending = [@_];
    $job .= 'k';
    alarm 5;
}

$SIG{PIPE} = 'IGNORE';
$SIG{INT} = sub { end_early(130) };
$SIG{TERM} = sub { end_early(143) };
# After nohup, the hanging up shall not matter.
$SIG{HUP} = sub { end_early(129) } if ($SIG{HUP} // '') ne 'IGNORE';
$SIG{ALRM} = sub {
    $ending ? finish(@$ending) : end_early(124, "the time limit of $seconds seconds ended the command");
};

socketpair(my $link, my $machine_link, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or finish(125, "socketpair: $!");
pipe(my $console, my $console_end) or finish(125, "pipe: $!");

$machine = fork() // finish(125, "fork: $!");
if (!$machine) {
    # A group of its own: the terminal's Ctrl-C is for this side, which then ends the machine.
    setpgrp;
    $SIG{PIPE} = 'DEFAULT';
    fcntl($machine_link, F_SETFD, 0);
    s/\{link\}/fileno $machine_link/e for @qemu;
    open(STDIN, '<', '/dev/null');
    open(STDOUT, '>&', $console_end);
    open(STDERR, '>&', $console_end);
    # The machine ends with this process, however that ends.
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
            # Nobody reads this output any more: let the command see it.
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
        died("the machine's kernel cannot make an SCTP socket ($payload): choose another with --kernel") if $letter eq 'u';
        pass_on($letter, $payload);
    }
}

sub take_console {
    my $count = sysread($console, my $data, 65536) or return 0;
    if ($verbose) {
        pass_on('e', $data);
    } else {
        $console_tail = substr($console_tail . $data, -4096);
    }
    return $count;
}

while (1) {
    my ($reading, $writing) = ('', '');
    vec($reading, fileno($_), 1) = 1 for $link, $console;
    vec($writing, fileno($link), 1) = 1 if length($job);
    # The time limit is for a signal that comes just before select() starts to wait.
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
            died('the machine died before the command finished; its last words are above');
        }
    }
}
