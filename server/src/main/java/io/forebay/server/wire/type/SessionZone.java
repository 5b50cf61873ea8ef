package io.forebay.server.wire.type;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A session's TimeZone, and its offset at an instant. Used by the session's thread. */
public final class SessionZone {
    /** PostgreSQL's way to show a plain offset: {@code <+05>-05}; the sign behind the name counts westwards. */
    private static final Pattern POSIX = Pattern.compile("<[^>]*>([+-]?)(\\d{1,2})(?::(\\d{2}))?");

    private static final Pattern HOURS = Pattern.compile("([+-]?)(\\d{1,2})(?::(\\d{2}))?");

    private ZoneId zone = ZoneOffset.UTC;
    private ZoneRules rules = ZoneOffset.UTC.getRules();
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;
    private int offset;

    /** Takes the setting's value; a name that Java does not know stands for UTC. */
    public void set(String name) {
        zone = find(name).orElse(ZoneOffset.UTC);
        rules = zone.getRules();
        from = Long.MAX_VALUE;
        to = Long.MIN_VALUE;
    }

    public ZoneId id() {
        return zone;
    }

    /** Seconds east of UTC. */
    public int offsetAt(long epochSecond) {
        if (epochSecond < from || epochSecond >= to) {
            look(Instant.ofEpochSecond(epochSecond));
        }
        return offset;
    }

    private void look(Instant instant) {
        offset = rules.getOffset(instant).getTotalSeconds();
        ZoneOffsetTransition before = rules.previousTransition(instant.plusSeconds(1));
        ZoneOffsetTransition after = rules.nextTransition(instant);
        from = before == null ? Long.MIN_VALUE : before.toEpochSecond();
        to = after == null ? Long.MAX_VALUE : after.toEpochSecond();
    }

    private static Optional<ZoneId> find(String name) {
        String text = name.strip();
        Matcher posix = POSIX.matcher(text);
        if (posix.matches()) {
            return Optional.of(hours(posix, !posix.group(1).equals("-")));
        }
        Matcher hours = HOURS.matcher(text);
        if (hours.matches()) {
            return Optional.of(hours(hours, hours.group(1).equals("-")));
        }
        try {
            return Optional.of(ZoneId.of(text, ZoneId.SHORT_IDS));
        } catch (DateTimeException e) {
            return ZoneId.getAvailableZoneIds().stream()
                    .filter(text::equalsIgnoreCase)
                    .map(ZoneId::of)
                    .findFirst();
        }
    }

    private static ZoneId hours(Matcher matcher, boolean west) {
        int minutes = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        int seconds = Math.min(Integer.parseInt(matcher.group(2)) * 3600 + minutes * 60, 18 * 3600);
        return ZoneOffset.ofTotalSeconds(west ? -seconds : seconds);
    }
}
