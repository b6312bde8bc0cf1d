# The guest's side of the machine: runs as its first process on the host's files, gets the command from machine.pl over
# a virtio port, runs it, and sends back frames: a letter, the payload's length in four bytes, the payload.
#
#   r     the command is about to run
#   o, e  what it wrote to its standard output, standard error
#   x     its exit status, once everything it wrote has been sent and its files are on the host
#   u     this kernel has no SCTP: nothing was run
#
# From the host, after the job, single letters come: o, e say that nobody reads that output any more, k asks to end the
# command and to report as usual. The end of the port means that the host's side is gone.

use strict;
use warnings;

# Numbers instead of modules, which take their time to load here.
my ($WNOHANG, $ENOENT, $EINTR) = (1, 2, 4);

$SIG{PIPE} = 'IGNORE';

sub power_off {
    if (open(my $trigger, '>', '/proc/sysrq-trigger')) {
        syswrite($trigger, 'o');
    }
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
        # A child may end while the host does not read.
        die "guest: write to the host: $!\n" if !defined $count && $! != $EINTR;
        substr($frame, 0, $count // 0, '');
    }
}

# The kernel may not have been told yet that the host is there, and reads the end until it has.
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

# Interrupts select() below, so that the command's end is seen even while others hold its pipes open.
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
    %ENV = %environment;
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
        kill 'KILL', -1;    # what the command left running would hold its pipes open
    }
}

while (1) {
    reap();
    last if defined $status && !%open;
    my $wanted = '';
    vec($wanted, fileno($_), 1) = 1 for $port, values %open;
    # The time limit is for a child that ends just before select() starts to wait.
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
