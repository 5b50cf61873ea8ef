package io.forebay.store.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Takes {@code struct linux_dirent64} apart. SOURCE: getdents64(2). */
final class FolderBlock {
    private static final int NAME = 19;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final String folder;
    private final Disk disk;
    private final UnseenNames unseen;
    private byte[] name = new byte[256];

    FolderBlock(String folder, Disk disk, UnseenNames unseen) {
        this.folder = folder;
        this.disk = disk;
        this.unseen = unseen;
    }

    void read(ByteBuffer block, Consumer<FolderEntry> entries) {
        block.order(ByteOrder.nativeOrder());
        int at = 0;
        while (at < block.limit()) {
            int length = Short.toUnsignedInt(block.getShort(at + 16));
            entry(block, at, length, entries);
            at += length;
        }
    }

    private void entry(ByteBuffer block, int at, int length, Consumer<FolderEntry> entries) {
        int end = nameEnd(block, at, length);
        if (end == 0 || (name[0] == '.' && (end == 1 || (end == 2 && name[1] == '.')))) {
            return;
        }
        try {
            String text = decoder.decode(ByteBuffer.wrap(name, 0, end)).toString();
            entries.accept(new FolderEntry(text, kind(block.get(at + 18), text)));
        } catch (CharacterCodingException e) {
            unseen.saw(folder, name, end);
        }
    }

    private int nameEnd(ByteBuffer block, int at, int length) {
        int most = length - NAME;
        if (most > name.length) {
            name = new byte[most];
        }
        block.get(at + NAME, name, 0, most);
        int end = 0;
        while (end < most && name[end] != 0) {
            end++;
        }
        return end;
    }

    /** Some file systems do not tell the kind with the name. */
    private FileFacts.Kind kind(byte type, String text) {
        return switch (type) {
            case 8 -> FileFacts.Kind.FILE;
            case 4 -> FileFacts.Kind.FOLDER;
            case 10, 0 -> type == 10 ? FileFacts.Kind.LINK : asked(text);
            default -> FileFacts.Kind.OTHER;
        };
    }

    private FileFacts.Kind asked(String text) {
        String path = folder + '/' + text;
        boolean link = disk.realPath(path)
                .filter(real -> !real.equals(disk.realPath(folder).orElse(folder) + '/' + text))
                .isPresent();
        return link
                ? FileFacts.Kind.LINK
                : disk.facts(path).map(FileFacts::kind).orElse(FileFacts.Kind.OTHER);
    }
}
