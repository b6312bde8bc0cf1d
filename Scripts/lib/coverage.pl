#!/usr/bin/env perl
# Compares the documentation's tables of C names with the C headers and with the tests.
#
# usage: coverage.pl TABLES-FILE TESTS-FOLDER SCTP-HEADER…
#
# Prints each discrepancy. The exit status is 0 if it finds none.
use strict;
use warnings;
use File::Find;

my ($tables, $tests, @headers) = @ARGV;
my $discrepancies = 0;

sub complain {
  print STDERR "  $_[0]\n";
  $discrepancies++;
}

sub contents {
  open my $file, '<', $_[0] or die "$_[0]: $!\n";
  return join '', <$file>;
}

# The names that a program can use: functions, macros and enumerators.
sub header_names {
  my ($text) = @_;
  my @names = $text =~ /^(?:int|void|ssize_t)\b[^;]*?\b(sctp_[a-z_]+)\s*\(/gm;
  push @names, $text =~ /^#define\s+(SCTP_[A-Z0-9_]+)/gm;
  while ($text =~ /\benum\b[^{};]*\{(.*?)\}/gs) {
    push @names, $1 =~ /\b((?:SCTP|SPP|MSG)_[A-Z0-9_]+)/g;
  }
  return @names;
}

# The base names of a cell's links: `bind` for ``SCTPEndpoint/bind(adding:)``, and the type's name for an initializer.
# `SCTPSocket.receive(timeout:)` is no link, because a link cannot distinguish the blocking call from the async one.
sub members {
  return map { s/\/init\(.*//r =~ s/.*[\/.]//r =~ s/\(.*//r } $_[0] =~ /``([^`]+)``/g, $_[0] =~ /(?<!`)`(SCTP\w+\.[^`]+)`/g;
}

my %tests;
find({ no_chdir => 1, wanted => sub { $tests{$1} = $_ if m{([^/]+)\.swift$} } }, $tests);

my %documented;
for my $line (split /\n/, contents($tables)) {
  my @cells = map { s/^\s+|\s+$//gr } split /\|/, $line =~ s/^\|//r;
  next unless $line =~ /^\| / && @cells == 4 && $cells[0] ne 'Section';
  my ($section, $names, $swift, $tested) = @cells;
  $documented{$_} = 1 for $names =~ /`(\w+)`/g;
  my @members = members($swift);
  if ($tested =~ /^`(\w+)`$/) {
    my $path = $tests{$1};
    if (!$path) {
      complain("$names: the table names the test $1, which does not exist");
    } elsif (my $text = contents($path)) {
      complain("$names: the table names the test $1, which does not use it") unless grep { $text =~ /\b\Q$_\E\b/ } @members;
    }
  } elsif ($swift =~ /^`/) {
    complain("$names: the table names a Swift equivalent, but no test");
  }
}

for my $name (map { header_names(contents($_)) } @headers) {
  next if $documented{$name}++;
  complain("$name: the C headers contain this name, but the tables do not");
}
exit($discrepancies ? 1 : 0);
