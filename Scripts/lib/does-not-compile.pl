#!/usr/bin/env perl
# Checks that the lines of a Swift file which end in `// error: TEXT`, and no others, are errors whose message has TEXT.
# usage: does-not-compile.pl SWIFT-FILE COMPILER-ARGUMENT...; its status is 1 if one is not.
use strict;
use warnings;

my ($path, @arguments) = @ARGV;
open my $file, '<', $path or die "$path: $!\n";
my %expected;
while (<$file>) { $expected{$.} = $1 if m{// error: (.*)$} }
die "$path: no line ends in '// error: TEXT'\n" unless %expected;

open my $compiler, '-|', "swiftc -typecheck -diagnostic-style llvm @{[map { quotemeta } @arguments, $path]} 2>&1"
  or die "swiftc: $!\n";
my %found;
while (my $line = <$compiler>) {
  $found{$1} .= $2 if $line =~ /^\Q$path\E:(\d+):\d+: error: (.*)$/;
}
close $compiler;

my $failures = 0;
for my $line (sort { $a <=> $b } keys %{ { %expected, %found } }) {
  my ($text, $message) = ($expected{$line}, $found{$line});
  next if defined $text && defined $message && index($message, $text) >= 0;
  print STDERR "  $path:$line: ",
    defined $message ? "error: $message" : 'compiles',
    defined $text ? "; expected the error '$text'\n" : "\n";
  $failures++;
}
exit($failures ? 1 : 0);
