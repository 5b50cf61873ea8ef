package io.forebay.format.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.ValueRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that were told of random records take them all, however their attributes and elements are named. */
class SampledRecordsTest {
    private static final List<String> NAMES =
            List.of("a", "A", "_a", "__a", "b", "_b", "value", "_value", "Value", "\u00e9", "\u00c9");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "1",
            "2.5",
            "true",
            "2026-01-31",
            "2026-01-31 10:00:00",
            " 7 ",
            "text",
            "{}",
            "1e400",
            "99999999999999999999999999999999999999999",
            "\u6771");
    private static final int RECORDS = 15;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void loadWithoutARefusedRow(int seed) {
        for (int turn = 0; turn < 100; turn++) {
            check(new Random(seed * 1000L + turn));
        }
    }

    private static void check(Random random) {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        names = names.subList(0, 1 + random.nextInt(5));
        byte[][] files = new byte[1 + random.nextInt(2)][];
        for (int i = 0; i < files.length; i++) {
            files[i] = file(names, random).getBytes(StandardCharsets.UTF_8);
        }
        XmlLoad load = XmlLoad.of(new io.forebay.spi.warehouse.Column[0]);
        if (random.nextBoolean()) {
            load = load.with(new ValueRules("\\N", null, "auto", "auto")).with(ReadFlag.EMPTYASNULL);
        }
        Sampled sampled = Sampled.from(new XmlFormat(), load.request().options(), files);
        if (sampled.columns().isEmpty()) {
            return; // all fields would share columns
        }
        ReadRequest request = new ReadRequest(load.request().options(), sampled.columns());
        for (byte[] file : files) {
            Loaded loaded = Loaded.from(new XmlFormat(), request, file);
            assertThat(loaded.rejected())
                    .as("%s by %s", new String(file, StandardCharsets.UTF_8), sampled.text())
                    .isEmpty();
            assertThat(loaded.rows()).hasSize(RECORDS);
        }
    }

    private static String file(List<String> names, Random random) {
        StringBuilder file = new StringBuilder("<all>");
        for (int i = 0; i < RECORDS; i++) {
            element(file, "record", names, random, 2);
        }
        return file.append("</all>").toString();
    }

    private static void element(StringBuilder file, String name, List<String> names, Random random, int depth) {
        file.append('<').append(name);
        Set<String> attributes = new LinkedHashSet<>();
        while (random.nextInt(3) == 0) {
            String attribute = names.get(random.nextInt(names.size()));
            if (attributes.add(attribute)) {
                file.append(' ')
                        .append(attribute)
                        .append("='")
                        .append(text(random))
                        .append('\'');
            }
        }
        if (random.nextInt(9) == 0) {
            file.append(" xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:nil='true'");
        }
        file.append('>');
        while (depth > 0 && random.nextInt(3) > 0) {
            element(file, names.get(random.nextInt(names.size())), names, random, random.nextInt(depth));
        }
        if (random.nextInt(3) == 0) {
            file.append(text(random));
        }
        file.append("</").append(name).append('>');
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
