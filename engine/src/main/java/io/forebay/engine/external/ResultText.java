package io.forebay.engine.external;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** One result as a text that the warehouse casts to the function's type; one of another type is refused here. */
final class ResultText {
    private static final int MOST_SHOWN = 40;

    private final ExternalFunction function;
    private final ColumnType type;

    ResultText(ExternalFunction function) {
        this.function = function;
        this.type = function.returns();
    }

    /** Null for NULL. */
    @Nullable
    String of(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isContainerNode()) {
            throw wrong(value);
        }
        try {
            return switch (type.kind()) {
                case SMALLINT -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
                case INTEGER -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case BIGINT -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
                case DECIMAL -> decimal(value);
                case REAL, DOUBLE -> number(value).toString();
                case BOOLEAN -> truth(value);
                case DATE -> LocalDate.parse(text(value)).toString();
                case TIMESTAMP -> timestamp(text(value));
                default -> shortened(value.asText());
            };
        } catch (NumberFormatException | DateTimeException e) {
            throw wrong(value);
        }
    }

    /** Texts are taken too: few languages write a decimal into JSON otherwise. */
    private static BigDecimal number(JsonNode value) {
        if (!value.isNumber() && !value.isTextual()) {
            throw new NumberFormatException();
        }
        BigDecimal number = value.isNumber()
                ? value.decimalValue()
                : new BigDecimal(value.textValue().strip());
        if (Math.abs((long) number.scale()) > 400 || number.precision() > 400) {
            throw new NumberFormatException();
        }
        return number;
    }

    private static String whole(JsonNode value, long least, long most) {
        BigDecimal number = number(value);
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new NumberFormatException();
        }
        return String.valueOf(number.longValue());
    }

    private String decimal(JsonNode value) {
        BigDecimal number = number(value).setScale(type.scale(), RoundingMode.HALF_UP);
        if (number.precision() > type.precision() && number.signum() != 0) {
            throw new NumberFormatException();
        }
        return number.toPlainString();
    }

    private String truth(JsonNode value) {
        if (!value.isBoolean()) {
            throw wrong(value);
        }
        return value.asText();
    }

    private String text(JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(value);
        }
        return value.textValue().strip();
    }

    private static String timestamp(String text) {
        String iso = text.replace(' ', 'T');
        LocalDateTime time = iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
        return time.toString().replace('T', ' ');
    }

    /** Lengths are of bytes. */
    private String shortened(String text) {
        int most = type.length();
        if (most == 0 || text.length() * 3L <= most) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= most) {
            return text;
        }
        int end = most;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private ForebayException wrong(JsonNode value) {
        String text = value.toString();
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
        return new ForebayException(
                CommonError.EXTERNAL_FUNCTION,
                "external function " + function.name() + ": the result " + shown + " is no " + type.sqlName());
    }
}
