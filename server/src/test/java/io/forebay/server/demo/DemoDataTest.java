package io.forebay.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoDataTest {
    private static final BigDecimal LARGEST = new BigDecimal("99999.99");

    @Test
    void makesTheSameSalesEachTime() {
        assertThat(Sales.of(2452640, 50, 7)).isEqualTo(Sales.of(2452640, 50, 7));
        assertThat(Sales.of(2452640, 50, 7)).isNotEqualTo(Sales.of(2452640, 50, 8));
    }

    @Test
    void makesSalesThatFitTheirColumns() {
        Sales sales = Sales.of(2452640, 2_000, 7);

        List<String[]> rows =
                sales.text().lines().map(line -> line.split("\\|", -1)).toList();
        assertThat(rows).hasSize(2_000).allSatisfy(row -> {
            assertThat(row).hasSize(23);
            for (int i = 11; i < 23; i++) {
                assertThat(new BigDecimal(row[i]).abs()).isLessThanOrEqualTo(LARGEST);
            }
        });
        assertThat(rows.stream().map(row -> new BigDecimal(row[20])).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo(sales.netPaid());
        assertThat(rows).anyMatch(row -> row[3].isEmpty());
    }

    @Test
    void makesTripsWithAHeaderAndABlankLine() {
        Trips trips = Trips.of("GRN", LocalDate.of(2013, 8, 1), 100);

        List<String> lines = trips.text().lines().toList();
        assertThat(lines).hasSize(102);
        assertThat(lines.get(0)).startsWith("vendorid,");
        assertThat(lines.get(101)).isEmpty();
        List<String[]> rows =
                lines.subList(1, 101).stream().map(line -> line.split(",", -1)).toList();
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(21));
        assertThat(rows.stream().mapToLong(row -> Long.parseLong(row[9])).sum()).isEqualTo(trips.passengers());
    }

    @Test
    void spellsOnePassengerCountInTheBadFile() {
        List<String> lines = CabScene.badFile(140).text().lines().toList();

        assertThat(lines.get(141).split(",", -1)[9]).isEqualTo("two");
        assertThat(lines.stream().filter(line -> line.contains(",two,"))).hasSize(1);
    }
}
