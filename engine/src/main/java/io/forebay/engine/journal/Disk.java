package io.forebay.engine.journal;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What outlives a loss of power. */
public final class Disk {
    private Disk() {}

    /** Returns when a file's content is on the disk. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Returns when the names in a folder are on the disk: new ones, and those of what was moved. */
    public static void forceNames(Path folder) throws IOException {
        if (File.separatorChar == '/') { // elsewhere a folder cannot be opened
            force(folder);
        }
    }
}
