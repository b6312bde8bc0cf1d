# A client for the examples' servers.
#
# usage: perl client.pl PORT PROTOCOL ASSOCIATIONS MESSAGES [deaf]
#
# Creates associations, sends MESSAGES messages of 16,000 bytes on each, and checks that the answers are equal. Then it
# prints "ready" and, when an association ends, "ended" or the error. With "deaf", it reads no answers, and blocks once
# nothing more can be sent.
use strict;
use warnings;
use Socket;
use constant { SOL_SCTP => 132, SCTP_NODELAY => 3, SCTP_DEFAULT_SEND_PARAM => 10 };

my ($port, $protocol, $associations, $messages, $deaf) = @ARGV;
my $size = 16_000;

sub connected {
  socket(my $socket, AF_INET, SOCK_STREAM, 132) or die $!;
  setsockopt($socket, SOL_SCTP, SCTP_NODELAY, 1) or die $!;
  # struct sctp_sndrcvinfo; only the payload protocol identifier matters.
  setsockopt($socket, SOL_SCTP, SCTP_DEFAULT_SEND_PARAM, pack("x8 N x20", $protocol)) or die $!;
  connect($socket, pack_sockaddr_in($port, INADDR_LOOPBACK)) or die $!;
  return $socket;
}

sub exchange {
  my ($socket, $message) = @_;
  defined send($socket, $message, 0) or die $!;
  return if $deaf;
  my $answer = "";
  while (length $answer < length $message) {
    defined recv($socket, my $part, $size, 0) or die $!;
    length $part or die "no answer";
    $answer .= $part;
  }
  $answer eq $message or die "another answer";
}

$| = 1;
my @sockets = map { connected() } 1 .. $associations;
for my $number (1 .. $messages) {
  exchange($_, chr($number % 256) x $size) for @sockets;
}
print "ready\n";
for my $socket (@sockets) {
  my $end = defined recv($socket, my $part, $size, 0) ? "ended" : "$!";
  print length $part ? "more came" : $end, "\n";
}
