package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnseenNamesTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void areToldOnceHoweverOftenTheFolderIsRead(@TempDir Path folder) throws Exception {
        assumeTrue(LocalObjectStore.LINUX);
        Process touch = new ProcessBuilder(
                        "bash", "-c", "cd \"$0\" && touch good $'b\\xffd' $'\\xe9t\\xe9'", folder.toString())
                .start();
        assertThat(touch.waitFor()).isZero();
        Disk disk = new LinuxDisk(new UnseenNames(told::add));
        for (int i = 0; i < 3; i++) {
            List<String> names = new ArrayList<>();
            assertThat(disk.list(folder.toString(), path -> true, entry -> names.add(entry.name())))
                    .isTrue();
            assertThat(names).containsExactly("good");
        }
        String text = "a file name is not UTF-8, so the file is not seen: rename it: folder=" + folder + " name=";
        assertThat(told).containsExactlyInAnyOrder(text + "b\\xffd", text + "\\xe9t\\xe9");
    }

    @Test
    void areToldUpToABound() {
        UnseenNames unseen = new UnseenNames(told::add);
        for (int i = 0; i < 3 * UnseenNames.MOST; i++) {
            unseen.saw("/lake", "n" + i);
        }
        assertThat(told).hasSize(UnseenNames.MOST + 1);
        assertThat(told.get(UnseenNames.MOST))
                .contains("the others are not told")
                .contains("/lake");
    }

    @Test
    void areShownWithTheirBadBytesEscaped() {
        assertThat(UnseenNames.escaped(ByteBuffer.wrap(new byte[] {'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xc3})))
                .isEqualTo("aä\\xc3");
        assertThat(UnseenNames.escaped(ByteBuffer.wrap("x\n\\".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("x\\x0a\\\\");
    }
}
