package io.forebay.engine.schedule.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of an object of a definition, each checked where it is read. */
final class Members {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*([smhd])");
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L);

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(LATEST.getEpochSecond());

    private final String place;
    private final ObjectNode object;

    private Members(String place, ObjectNode object) {
        this.place = place;
        this.object = object;
    }

    /** @param known every other member is refused */
    static Members of(String place, @Nullable JsonNode node, Set<String> known) {
        if (!(node instanceof ObjectNode object)) {
            throw refused(place + " must be an object.");
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw refused(
                        place + " has no member '" + name + "'; there are " + String.join(", ", new TreeSet<>(known)));
            }
        });
        return new Members(place, object);
    }

    /** Of an object whose members were looked at before. */
    static Members checked(String place, JsonNode node) {
        return new Members(place, (ObjectNode) node);
    }

    static ForebayException refused(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }

    boolean has(String name) {
        return object.hasNonNull(name);
    }

    JsonNode node(String name) {
        return object.path(name);
    }

    private String named(String name) {
        return place + "." + name;
    }

    @Nullable
    String text(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw refused(named(name) + " must be a string that is not empty.");
        }
        return value.textValue();
    }

    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw refused(named(name) + " is required.");
        }
        return text;
    }

    /** One of some words; the first of them when it is not given. */
    String word(String name, String... words) {
        String text = text(name);
        if (text != null && !List.of(words).contains(text)) {
            throw refused(named(name) + " must be one of " + String.join(", ", words) + ", not '" + text + "'.");
        }
        return text == null ? words[0] : text;
    }

    boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (!object.get(name).isBoolean()) {
            throw refused(named(name) + " must be true or false.");
        }
        return object.get(name).booleanValue();
    }

    int number(String name, int least, int most, int fallback) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode value = object.get(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw refused(
                    named(name) + " must be a whole number from " + least + " to " + most + ", not " + value + ".");
        }
        return value.intValue();
    }

    /** A text, or several. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        JsonNode value = object.path(name);
        if (value.isArray()) {
            value.forEach(each -> {
                if (!each.isTextual()) {
                    throw refused(named(name) + " must have strings only.");
                }
                texts.add(each.textValue());
            });
        } else if (has(name)) {
            texts.add(required(name));
        }
        return texts;
    }

    /** Seconds since 1970, as the API has them, or a text of ISO 8601. */
    @Nullable
    Instant time(String name) {
        if (!has(name)) {
            return null;
        }
        JsonNode value = object.get(name);
        try {
            Instant time = value.isNumber()
                    ? seconds(value.decimalValue())
                    : OffsetDateTime.parse(value.asText()).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new DateTimeException("out of the years that are shown");
            }
            return time;
        } catch (DateTimeException e) {
            throw refused(named(name) + " must be a time such as 2026-12-31T22:00:00Z, not " + value + ".");
        }
    }

    private static Instant seconds(BigDecimal seconds) {
        if (seconds.abs().compareTo(MOST_SECONDS) > 0) {
            throw new DateTimeException("too far");
        }
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    /** Such as {@code 30s}, {@code 5m}, {@code 2h}, {@code 1d}. */
    Duration duration(String name) {
        String text = text(name);
        if (text == null) {
            return Duration.ZERO;
        }
        Matcher parts = DURATION.matcher(text.strip());
        Long unit = parts.matches() ? SECONDS.get(parts.group(2)) : null;
        if (unit == null) {
            throw refused(named(name) + " must be a time such as 30s, 5m or 2h, not '" + text + "'.");
        }
        return Duration.ofSeconds(Long.parseLong(parts.group(1)) * unit);
    }

    /** JSON, or a text of it: as a text. */
    Optional<String> json(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = object.get(name);
        return Optional.of(value.isTextual() ? value.textValue() : Json.text(value));
    }

    /** @throws io.forebay.spi.ForebayException INVALID_PARAMETER when it is no JSON */
    static JsonNode parsed(String text, String what) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw refused(what + " is no JSON: " + e.getOriginalMessage());
        }
    }
}
