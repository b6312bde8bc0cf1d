# The last program of the guest's first process. It receives a job from host.pl over a virtio port, runs it, and sends
# frames: a letter, the length of the payload in four bytes, and the payload.
#
#   r     the command starts; no payload
#   o, e  a part of its standard output or standard error
#   x     its exit status; all its output has been sent, and its files are on the host
#   u     the guest's kernel has no SCTP, so the command was not started: the error
#
# After the job, the host sends single letters: o and e close that output, because its reader is gone; k kills the
# command, whose status is sent as usual. When host.pl exits, a read of the port returns 0 bytes.

use strict;
use warnings;

# Numbers, because modules such as POSIX load slowly in the guest.
my ($WNOHANG, $ENOENT, $EINTR) = (1, 2, 4);

$SIG{PIPE} = 'IGNORE';

sub power_off {
    open(my $trigger, '>', '/proc/sysrq-trigger') or die "guest: /proc/sysrq-trigger: $!\n";
    syswrite($trigger, 'o');
    sleep;
}

opendir(my $devices, '/dev') or die "guest: /dev: $!\n";
my ($name) = grep { /^vport\d+p\d+$/ } readdir($devices);
open(my $port, '+<', "/dev/$name") or die "guest: /dev/$name: $!\n";

sub receive {
    my ($length) = @_;
    my $data = '';
    while (length($data) < $length) {
        sysread($port, $data, $length - length($data), length($data)) or power_off();
    }
    return $data;
}

sub transmit {
    my ($letter, $payload) = @_;
    my $frame = $letter . pack('N/a*', $payload);
    while (length($frame)) {
        my $count = syswrite($port, $frame);
        # SIGCHLD can interrupt a write that waits for the host.
        die "guest: write to the host: $!\n" if !defined $count && $! != $EINTR;
        substr($frame, 0, $count // 0, '');
    }
}

# Until the kernel knows that the host has opened its end of the port, a read returns 0 bytes.
my $length = '';
until (sysread($port, $length, 1)) {
    select(undef, undef, undef, 0.02);
}
$length .= receive(3);

# The job: folder, number of words, words, environment.
my ($folder, $count, @words) = unpack('(N/a*)*', receive(unpack('N', $length)));
my %environment = map { /^([^=]*)=(.*)$/s } splice(@words, $count);

if (!socket(my $probe, 2, 5, 132)) {    # AF_INET, SOCK_SEQPACKET, IPPROTO_SCTP
    transmit('u', "$!");
    sleep;
}
transmit('r', '');

pipe(my $output, my $output_end) or die "guest: pipe: $!\n";
pipe(my $errors, my $errors_end) or die "guest: pipe: $!\n";

# Interrupts select() below when the command exits while other processes hold its pipes open.
$SIG{CHLD} = sub { };

my $command = fork() // die "guest: fork: $!\n";
if (!$command) {
    $SIG{PIPE} = $SIG{CHLD} = 'DEFAULT';
    setpgrp;
    open(STDIN, '<', '/dev/null');
    open(STDOUT, '>&', $output_end);
    open(STDERR, '>&', $errors_end);
    if (!chdir($folder)) {
        print STDERR "with-sctp: $folder: $!\n";
        exit 126;
    }
    # On the 9p root, ftruncate() of an unlinked file fails. This file system is in memory.
    %ENV = (TMPDIR => '/dev/shm', %environment);
    # A folder of the host's /dev/shm or /run does not exist in those of the guest.
    my $path = '';
    my @missing = $ENV{TMPDIR} =~ m{^(?:/dev/shm|/run)/} && !-d $ENV{TMPDIR} ? split(/(?=\/)/, $ENV{TMPDIR}) : ();
    mkdir($path .= $_) for @missing;
    exec { $words[0] } @words or print STDERR "with-sctp: $words[0]: $!\n";
    exit($! == $ENOENT ? 127 : 126);
}
close $output_end;
close $errors_end;

my %open = (o => $output, e => $errors);
my $status;

sub reap {
    while ((my $child = waitpid(-1, $WNOHANG)) > 0) {
        next if $child != $command;
        $status = $? & 127 ? 128 + ($? & 127) : $? >> 8;
        kill 'KILL', -1;    # processes that the command started would hold its pipes open
    }
}

while (1) {
    reap();
    last if defined $status && !%open;
    my $wanted = '';
    vec($wanted, fileno($_), 1) = 1 for $port, values %open;
    # The timeout covers a SIGCHLD just before select() starts to wait.
    select(my $ready = $wanted, undef, undef, 0.5) > 0 or next;
    for my $letter (keys %open) {
        my $pipe = $open{$letter};
        next unless vec($ready, fileno($pipe), 1);
        if (sysread($pipe, my $data, 65536)) {
            transmit($letter, $data);
        } else {
            close(delete $open{$letter});
        }
    }
    if (vec($ready, fileno($port), 1)) {
        my $letter = receive(1);
        my $pipe = delete $open{$letter};
        close $pipe if $pipe;
        kill 'KILL', -1 if $letter eq 'k';
    }
}

system('/bin/sync');
transmit('x', $status);
sleep;
