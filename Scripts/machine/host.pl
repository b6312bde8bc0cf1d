# Runs the virtual machine on the host: starts QEMU, sends the guest its job over a socket, passes on the command's
# output, and exits with its status. guest.pl describes the protocol.
#
# usage: host.pl SECONDS VERBOSE COUNT QEMU-WORD… COMMAND-WORD…
#   SECONDS  the time limit, or 0
#   VERBOSE  1: print the guest's console on standard error, with the seconds since the start of with-sctp
#   COUNT    the number of QEMU's words, in which `{link}` is replaced with the descriptor of the socket

use strict;
use warnings;
use Cwd;
use Fcntl;
use Socket;
use Time::HiRes qw(clock_gettime time);

my ($seconds, $verbose, $count) = splice(@ARGV, 0, 3);
my @qemu = splice(@ARGV, 0, $count);

my $machine;
my $console_tail = '';
my $line = '';    # the beginning of a line of the console
my $running;    # whether the command has started
my $ending;     # the arguments of finish() after a signal or the time limit has ended the command
my $started = time - age();
my $boot_shown = '';    # the sentence about the boot that is on the terminal
my $shows_boot = !$verbose && -t STDERR && ($ENV{TERM} // 'dumb') ne 'dumb';
my $job = pack('N/a*', pack('(N/a*)*', getcwd(), scalar(@ARGV), @ARGV, map { "$_=$ENV{$_}" } keys %ENV));

# The seconds since the start of with-sctp, whose process this is, to the hundredth.
sub age {
    open(my $own, '<', '/proc/self/stat') or return 0;
    my (undef, $fields) = split(/\) /, <$own>);
    my $start = (split(' ', $fields))[19] / 100;    # in seconds since the boot of the host
    return clock_gettime(7) - $start;               # CLOCK_BOOTTIME
}

# Replaces the line about the boot on the terminal with a sentence, or with nothing.
sub show_boot {
    my ($sentence) = @_;
    return if !$shows_boot || $sentence eq $boot_shown;
    $boot_shown = $sentence;
    syswrite(STDERR, "\r\e[K$sentence");
}

# Prints a line of the console, or the start of the command, with its time.
sub print_with_time {
    pass_on('e', sprintf("%7.2f s  %s\n", time - $started, @_));
}

sub finish {
    my ($status, $sentence) = @_;
    show_boot('');
    if ($machine) {
        kill 'KILL', $machine;
        waitpid($machine, 0);
    }
    print STDERR "with-sctp: $sentence\n" if $sentence;
    exit $status;
}

sub died {
    print_with_time($line) if length $line;
    print STDERR $console_tail if !$verbose;
    finish(125, @_);
}

# QEMU exits with a status before the guest runs if it cannot start, for example without KVM.
sub check_start {
    return if $running || waitpid($machine, 0) != $machine;
    my $status = $?;
    undef $machine;
    return if !($status >> 8);
    print STDERR $console_tail if !$verbose;
    finish(1, 'QEMU cannot start the virtual machine (the reason is above)');
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
        if ($letter eq 'r') {
            $running = 1;
            show_boot('');
            print_with_time('with-sctp: the command starts') if $verbose;
        }
        died("the guest's kernel cannot create an SCTP socket ($payload): choose another with --kernel") if $letter eq 'u';
        pass_on($letter, $payload);
    }
}

sub take_console {
    my $count = sysread($console, my $data, 65536) or return 0;
    $console_tail = substr($console_tail . $data, -4096);
    $line .= $data if $verbose;
    print_with_time($1) while $line =~ s/^(.*?)\r?\n//;
    return $count;
}

print_with_time('with-sctp: QEMU starts') if $verbose;
while (1) {
    show_boot(sprintf('with-sctp: starting a virtual machine with SCTP: %d s', time - $started)) if !$running;
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
            check_start();
            died('the virtual machine died before the command finished; the end of its console output is above');
        }
    }
}
