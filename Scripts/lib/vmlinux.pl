# Takes the kernel proper out of a compressed image: usage: vmlinux.pl IMAGE FILE
#
# Software emulation needs three seconds and more for the image to unpack itself at each start. QEMU can enter the
# kernel proper directly, by its PVH note. Status 1 where an image does not have all that.

use strict;
use warnings;

my ($source, $destination) = @ARGV;
my %expanders = (
    "\xfd7zXZ"         => [qw(xz -dc --single-stream)],
    "\x28\xb5\x2f\xfd" => [qw(zstd -dcq)],
    "\x1f\x8b"         => [qw(gzip -dcq)],
);

sub contents {
    open(my $file, '<:raw', $_[0]) or die "$_[0]: $!\n";
    local $/;
    return <$file>;
}

# The boot protocol's header: setup_sects, payload_offset, payload_length.
my $image = contents($source);
my ($sectors, $offset, $length) = (unpack('x497 C', $image), unpack('x584 V V', $image));
# The last four bytes are the size of what comes out.
my $payload = substr($image, ($sectors + 1) * 512 + $offset, $length - 4);
my ($magic) = grep { index($payload, $_) == 0 } keys %expanders;
exit 1 unless $magic;

$SIG{PIPE} = 'IGNORE';
open(STDOUT, '>:raw', $destination) or die "$destination: $!\n";
open(my $expander, '|-:raw', @{$expanders{$magic}}) or exit 1;
print $expander $payload;
close($expander) or exit 1;

# The note XEN_ELFNOTE_PHYS32_ENTRY.
exit(contents($destination) !~ /\x04\0\0\0[\x04\x08]\0\0\0\x12\0\0\0Xen\0/);
