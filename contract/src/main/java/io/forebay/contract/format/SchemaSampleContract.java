package io.forebay.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.warehouse.TypeKind;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What every format must do that tells the columns which files need. */
public abstract class SchemaSampleContract extends FormatUnderTest {
    private static final int MANY = 150_000;
    private static final int MOST_READ = 2 << 20;

    /** Whether the format tells columns; one that does not says so. */
    protected boolean tellsColumns() {
        return true;
    }

    /** Whether the columns can be told from the start of a file; of one that tells them at its end, all may be read. */
    protected boolean tellsColumnsAtTheStart() {
        return true;
    }

    @Test
    void saysSoWhenItTellsNoColumns() {
        if (!tellsColumns()) {
            assertThatThrownBy(() -> format().sample(request().options()))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.NOT_SUPPORTED))
                            .isTrue());
        }
    }

    @Test
    void tellsColumnsThatTakeEveryRecordItLookedAt() {
        if (tellsColumns()) {
            byte[] first = file(records(1, 50));
            byte[] second = file(records(1_000_000, 50));
            Sampled sampled = sample(first, second);
            assertThat(sampled.columns())
                    .hasSize(2)
                    .extracting(each -> each.type().kind())
                    .doesNotContain(TypeKind.SUPER);
            for (byte[] file : new byte[][] {first, second}) {
                Loaded loaded = Loaded.from(format(), new ReadRequest(request().options(), sampled.columns()), file);
                assertThat(loaded.rejected()).isEmpty();
                assertThat(loaded.rows()).hasSize(50).allSatisfy(row -> assertThat(row)
                        .doesNotContainNull());
            }
        }
    }

    @Test
    void tellsNoColumnsOfAFileOfNoBytes() {
        if (tellsColumns()) {
            assertThat(sample(new byte[0]).columns()).isEmpty();
            assertThat(sample(new byte[0], file(records(1, 1))).columns()).hasSize(2);
        }
    }

    @Test
    void looksAtNoMoreThanTheStartOfALargeFile() {
        if (tellsColumns() && tellsColumnsAtTheStart()) {
            byte[] bytes = file(records(1, MANY));
            long[] read = new long[1];
            InputStream counted = new ByteArrayInputStream(bytes) {
                @Override
                public synchronized int read(byte[] into, int from, int length) {
                    int count = super.read(into, from, length);
                    read[0] += Math.max(0, count);
                    return count;
                }
            };
            assertThat(Sampled.from(format(), request().options(), bytes.length, counted)
                            .columns())
                    .hasSize(2);
            assertThat(read[0]).isBetween(1L, (long) MOST_READ).isLessThan(bytes.length);
        }
    }

    @Test
    void closesTheStreamItLookedInto() {
        if (tellsColumns()) {
            boolean[] closed = new boolean[1];
            InputStream stream = new ByteArrayInputStream(file(records(1, 3))) {
                @Override
                public void close() {
                    closed[0] = true;
                }
            };
            Sampled.from(format(), request().options(), 100, stream);
            assertThat(closed[0]).isTrue();
        }
    }

    @Test
    void letsErrorsOfTheStoreThroughWhileItLooks() {
        if (tellsColumns()) {
            ForebayException gone = new ForebayException(StoreError.OBJECT_CHANGED, "changed");
            InputStream stream = new ByteArrayInputStream(file(records(1, 3))) {
                @Override
                public synchronized int read(byte[] into, int from, int length) {
                    int count = super.read(into, from, length);
                    if (count < 0) {
                        throw gone;
                    }
                    return count;
                }
            };
            assertThatThrownBy(() -> Sampled.from(format(), request().options(), 100, stream))
                    .isSameAs(gone);
        }
    }

    private Sampled sample(byte[]... files) {
        return Sampled.from(format(), request().options(), files);
    }
}
