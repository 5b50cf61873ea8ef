package io.forebay.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten columns of text of 5 to 25 bytes. */
final class Texts {
    static final String COLUMNS =
            IntStream.range(0, 10).mapToObj(i -> "c" + i + " varchar(40)").collect(Collectors.joining(", "));

    private Texts() {}

    static void write(Path folder, int files, int rowsEach) throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Path growing = folder.resolveSibling(folder.getFileName() + ".growing");
        Files.createDirectories(growing);
        for (int file = 0; file < files; file++) {
            try (OutputStream out = StoreSales.open(growing.resolve("part-" + file + ".tbl"), false)) {
                rows(out, new Random(file), rowsEach);
            }
        }
        Files.move(growing, folder);
    }

    private static void rows(OutputStream out, Random random, int rows) throws IOException {
        StringBuilder line = new StringBuilder(256);
        for (int row = 0; row < rows; row++) {
            line.setLength(0);
            for (int column = 0; column < 10; column++) {
                line.append(column == 0 ? "" : "|");
                int length = 5 + random.nextInt(21);
                for (int i = 0; i < length; i++) {
                    line.append((char) ('a' + random.nextInt(26)));
                }
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
