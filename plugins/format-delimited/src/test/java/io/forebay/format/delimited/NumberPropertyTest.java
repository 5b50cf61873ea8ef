package io.forebay.format.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Numbers of random texts against the JDK's own parsers. */
class NumberPropertyTest {
    private static final int VALUES = 20_000;

    private final Random random = new Random(20_02);

    @Test
    void readsRandomIntegersAsBigIntegerDoes() {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            BigInteger value = new BigInteger(1 + random.nextInt(64), random);
            value = random.nextBoolean() ? value.negate() : value;
            if (value.bitLength() < 64) {
                texts.add("0".repeat(random.nextInt(4) == 0 ? random.nextInt(5) : 0) + value.abs());
                expected.add(value.signum() < 0 ? value.longValue() : value.longValue());
                if (value.signum() < 0) {
                    texts.set(texts.size() - 1, "-" + texts.get(texts.size() - 1));
                }
            }
        }
        assertThat(load(Loading.of(TypeKind.BIGINT), texts)).isEqualTo(expected);
    }

    @Test
    void readsRandomDecimalsAsBigDecimalDoes() {
        for (int[] type : new int[][] {{7, 2}, {18, 0}, {18, 18}, {19, 4}, {38, 10}, {38, 38}, {4, 0}}) {
            for (boolean round : new boolean[] {false, true}) {
                checkDecimals(type[0], type[1], round);
            }
        }
    }

    private void checkDecimals(int precision, int scale, boolean round) {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < VALUES / 10; i++) {
            String text = decimalText(precision - scale, scale + 3);
            BigDecimal value = new BigDecimal(text).setScale(scale, round ? RoundingMode.HALF_UP : RoundingMode.DOWN);
            if (value.precision() <= precision) {
                texts.add(text);
                expected.add(value);
            }
        }
        Loading loading = Loading.of(ColumnType.decimal(precision, scale));
        assertThat(load(round ? loading.with(ReadFlag.ROUNDEC) : loading, texts))
                .isEqualTo(expected);
    }

    private String decimalText(int whole, int fraction) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        int wholeDigits = random.nextInt(whole + 1);
        int fractionDigits = random.nextInt(fraction + 1);
        for (int i = 0; i < wholeDigits; i++) {
            text.append(random.nextInt(10));
        }
        if (fractionDigits > 0 || wholeDigits == 0) {
            text.append('.');
        }
        for (int i = 0; i < Math.max(fractionDigits, wholeDigits == 0 ? 1 : 0); i++) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    @Test
    void readsRandomDoublesAsJavaDoes() {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            String text = realText(300);
            double value = Double.parseDouble(text);
            if (!Double.isInfinite(value) && value != 0) {
                texts.add(text);
                expected.add(value);
            }
        }
        assertThat(load(Loading.of(TypeKind.DOUBLE), texts)).isEqualTo(expected);
    }

    @Test
    void readsDoublesOfAllNumbersOfDigitsAroundThePointAsJavaDoes() {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            String text = List.of("", "-", "+").get(random.nextInt(3)) + digits(i % 12) + "." + digits(1 + i / 12 % 22);
            texts.add(text);
            expected.add(Double.parseDouble(text));
        }
        assertThat(load(Loading.of(TypeKind.DOUBLE), texts)).isEqualTo(expected);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    @Test
    void readsRandomFloatsAsJavaDoes() {
        List<String> texts = new ArrayList<>();
        List<@Nullable Object> expected = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            String text = i % 2 == 0 ? realText(44) : halfwayText();
            float value = Float.parseFloat(text);
            if (!Float.isInfinite(value) && value != 0) {
                texts.add(text);
                expected.add((double) value);
            }
        }
        assertThat(load(Loading.of(TypeKind.REAL), texts)).isEqualTo(expected);
    }

    /** A number in the middle of two floats, or close to it. */
    private String halfwayText() {
        float value = Float.intBitsToFloat(random.nextInt() & 0x7F7FFFFF);
        BigDecimal middle = new BigDecimal(value).add(new BigDecimal(Math.ulp(value) / 2.0));
        return switch (random.nextInt(3)) {
            case 0 -> middle.toString();
            case 1 -> middle.round(new java.math.MathContext(17)).toString();
            default -> middle.add(middle.ulp()).toString();
        };
    }

    private String realText(int exponent) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.toString(random.nextGaussian() * 1000);
            case 1 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
            case 2 -> (random.nextLong() >>> random.nextInt(60)) + "e" + (random.nextInt(2 * exponent) - exponent);
            default -> new BigDecimal(new BigInteger(1 + random.nextInt(120), random), random.nextInt(40)).toString();
        };
    }

    private static List<@Nullable Object> load(Loading loading, List<String> texts) {
        Loading.Outcome outcome = loading.load(String.join("\n", texts));
        assertThat(outcome.rejected()).isEmpty();
        return outcome.values();
    }
}
