#!/usr/bin/env perl
# Checks that every Swift code block of the documentation is part of a source file that CI compiles.
#
# usage: code-blocks.pl [ROOT]   (ROOT is the folder of the repository; by default, the current folder)
#
# The documentation is every tracked or new Markdown file, and the documentation comments of Sources/SCTP. Each block that
# starts with "```swift" must occur in a Swift file below Examples/Sources or Tests: the same lines, in order and without
# other lines between them. Only the indentation of the whole block may differ. In a table, the code of a column with the
# heading "Code" must occur within a line of such a file.
#
# For each block that occurs nowhere, prints the file, the line at which the block starts, and the first line that differs
# from the most similar passage. The exit status is 0 if every block occurs.
#
# To add a block to an article:
#   1. Write the code in a function of Examples/Sources/Articles/ARTICLE.swift, and call the function from a scenario that
#      checks the outcome. Examples/Sources/Articles/Scenario.swift describes scenarios. A complete program, with `import`
#      and top-level code, needs a separate executable target in Examples/Package.swift and a scenario that starts it.
#   2. Copy the lines into the article.
#   3. Run this script, and run Examples/run, which compiles the scenarios and runs them on a kernel with SCTP.
use strict;
use warnings;
use File::Find;

my $root = $ARGV[0] // '.';
my @folders = map { "$root/$_" } 'Examples/Sources', 'Tests';

sub lines {
  open my $file, '<', $_[0] or die "$_[0]: $!\n";
  chomp(my @lines = <$file>);
  return @lines;
}

my $failures = 0;

sub complain {
  my ($document, $number, $sentence) = @_;
  print STDERR "  ", $document =~ s{^\Q$root\E/}{}r, ":$number: $sentence\n";
  $failures++;
}

# Returns the blocks of a document as [number of the first line, lines…].
sub blocks {
  my ($document) = @_;
  my (@blocks, $block);
  my $number = 0;
  for (lines($document)) {
    $number++;
    # A documentation comment contains Markdown.
    my $line = $document =~ /\.swift$/ ? (s{^\s*///( |$)}{} ? $_ : undef) : $_;
    if (!defined $line) {
      complain($document, $block->[0], "this block has no end") if $block;
      undef $block;
    } elsif (!$block) {
      $block = [$number + 1] if $line =~ /^\s*```swift\s*$/;
    } elsif ($line =~ /^\s*```\s*$/) {
      push @blocks, $block;
      undef $block;
    } else {
      push @$block, $line;
    }
  }
  complain($document, $block->[0], "this block has no end") if $block;
  return @blocks;
}

# Hidden folders contain the products of builds, and Tests/DoesNotCompile contains files that must not compile.
sub files {
  my ($pattern, @folders) = @_;
  my @files;
  my $wanted = sub {
    return $File::Find::prune = 1 if m{/(\.(?!github$)[^/.][^/]*|DoesNotCompile)$};
    push @files, $_ if -f && /$pattern/;
  };
  find({ no_chdir => 1, wanted => $wanted }, grep { -d } @folders);
  return sort @files;
}

my %sources = map { $_ => [lines($_)] } files(qr/\.swift$/, @folders);

# The positions of each line, without its indentation.
my %positions;
for my $path (sort keys %sources) {
  my $lines = $sources{$path};
  push @{ $positions{ $lines->[$_] =~ s/^\s+|\s+$//gr } }, [$path, $_] for 0 .. $#$lines;
}

# Returns the number of lines, from the first one, that the most similar passage has in common with these.
sub longest_match {
  my @lines = @_;
  my $longest = 0;
  for my $position (@{ $positions{$lines[0]} // [] }) {
    my ($path, $start) = @$position;
    my ($indentation) = $sources{$path}[$start] =~ /^(\s*)/;
    my $count = 0;
    for my $line (@lines) {
      my $compiled = $sources{$path}[$start + $count] // last;
      last unless $compiled =~ s/\s+$//r eq ($line eq '' ? '' : $indentation . $line);
      $count++;
    }
    $longest = $count if $count > $longest;
  }
  return $longest;
}

# Returns the code in the "Code" columns of a document's tables as [number of the line, code].
sub code_cells {
  my ($document) = @_;
  my (@cells, $column);
  my $number = 0;
  for (lines($document)) {
    $number++;
    my @row = /^\|/ ? map { s/^\s+|\s+$//gr } split /(?<!\\)\|/, s/^\|//r : ();
    if (!@row) {
      undef $column;
    } elsif (grep { $_ eq 'Code' } @row) {
      ($column) = grep { $row[$_] eq 'Code' } 0 .. $#row;
    } elsif (defined $column) {
      push @cells, [$number, $1] while ($row[$column] // '') =~ /`([^`]+)`/g;
    }
  }
  return @cells;
}

my $compiled = join "\n", map { @$_ } values %sources;

for my $document (files(qr/\.md$/, $root), files(qr/\.swift$/, "$root/Sources/SCTP")) {
  for (code_cells($document)) {
    my ($number, $code) = @$_;
    complain($document, $number, "no compiled file contains this code: $code") if index($compiled, $code) < 0;
  }
  for my $block (blocks($document)) {
    my ($number, @lines) = @$block;
    my ($indentation) = ($lines[0] // '') =~ /^(\s*)/;
    @lines = map { s/^\Q$indentation\E//r =~ s/\s+$//r } @lines;
    if (!@lines) {
      complain($document, $number, "this block is empty");
    } elsif ((my $count = longest_match(@lines)) < @lines) {
      my $difference = "line " . ($number + $count) . " differs: $lines[$count]";
      complain($document, $number, "no compiled file contains this block ($difference)");
    }
  }
}
exit($failures ? 1 : 0);
