package io.forebay.store.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Walks of a tree of names that are easily put in the wrong order. */
class KeyWalkTest {
    private static final String[] NAMES = {"a", "a-", "a.", "a0", "aa", "b", "+", "0"};

    private final TreeSet<String> keys = new TreeSet<>(ObjectUri::compareKeys);
    private Mount mount;

    @BeforeEach
    void plantTree(@TempDir Path temporary) throws IOException {
        mount = new Mount("lake", temporary.toRealPath().toString(), LocalStoreFactory.disk());
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            StringBuilder key = new StringBuilder();
            for (int depth = i < 200 ? 2 : random.nextInt(2); depth >= 0; depth--) {
                key.append(NAMES[random.nextInt(NAMES.length)]).append(depth == 0 ? "" : "/");
            }
            plant(temporary, key.toString());
        }
    }

    @Test
    void findsEveryKeyInOrderWithAnyWindowPageAndStart() {
        assertThat(keys.size()).isGreaterThan(80);
        for (int window : new int[] {1, 2, 5}) {
            for (int limit : new int[] {1, 4, 1000}) {
                assertThat(walk("", "", window, limit)).containsExactlyElementsOf(keys);
            }
            for (String start : keys) {
                assertThat(walk("", start, window, 1000)).containsExactlyElementsOf(keys.tailSet(start, false));
                assertThat(walk(start, "", window, 7))
                        .containsExactlyElementsOf(keys.stream()
                                .filter(key -> key.startsWith(start))
                                .toList());
            }
        }
    }

    private List<String> walk(String prefix, String after, int window, int limit) {
        KeyWalk walk = new KeyWalk(mount, new ObjectUri("s3", "lake", prefix), after, window);
        List<String> found = new ArrayList<>();
        List<StoredObject> page = walk.next(limit);
        while (!page.isEmpty()) {
            page.forEach(object -> found.add(object.uri().key()));
            page = walk.next(limit);
        }
        return found;
    }

    /** A name that is a folder already, or below a file, is passed by. */
    private void plant(Path root, String key) throws IOException {
        Path file = root.resolve(key);
        for (Path above = file.getParent(); above != null && !above.equals(root); above = above.getParent()) {
            if (Files.isRegularFile(above)) {
                return;
            }
        }
        Files.createDirectories(file.getParent());
        if (!Files.isDirectory(file)) {
            Files.writeString(file, "x");
            keys.add(key);
        }
    }
}
