#!/usr/bin/env perl
# Compares the documentation's tables of C names with the C headers and with the tests.
# usage: coverage.pl TABLES-FILE TESTS-FOLDER SCTP-HEADER... ; prints each discrepancy, and its status is 1 if there is one.
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
  my ($path) = @_;
  open my $file, '<', $path or die "$path: $!\n";
  local $/;
  return <$file>;
}

# Every name that a program could use: functions, macros and enumerators.
sub header_names {
  my ($text) = @_;
  my @names = $text =~ /^(?:int|void|ssize_t)\b[^;]*?\b(sctp_[a-z_]+)\s*\(/gm;
  push @names, $text =~ /^#define\s+(SCTP_[A-Z0-9_]+)/gm;
  while ($text =~ /\benum\b[^{};]*\{(.*?)\}/gs) {
    push @names, $1 =~ /\b((?:SCTP|SPP|MSG)_[A-Z0-9_]+)/g;
  }
  return @names;
}

# The names that a cell leads to: `bind` of ``SCTPEndpoint/bind(adding:)``, and of an initializer the type's.
# `SCTPSocket.receive(timeout:)` is no link: it is the name of two calls, one of them async, which a link cannot tell apart.
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
      complain("$names is said to be tested by $1, which is not there");
    } elsif (my $text = contents($path)) {
      complain("$names is said to be tested by $1, which does not use it") unless grep { $text =~ /\b\Q$_\E\b/ } @members;
    }
  } elsif ($swift =~ /^`/) {
    complain("$names leads to Swift, but no test is named");
  }
}

for my $name (map { header_names(contents($_)) } @headers) {
  next if $documented{$name}++;
  complain("$name is in the C headers, but not in the tables");
}
exit($discrepancies ? 1 : 0);
