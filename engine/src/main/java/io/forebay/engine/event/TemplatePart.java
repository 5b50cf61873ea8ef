package io.forebay.engine.event;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a template.
 *
 * @param text as it stands, or the name of a variable
 * @param quoted whether it is inside of a string of JSON
 */
record TemplatePart(String text, boolean variable, boolean quoted) {
    private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9._-]+)>");

    static List<TemplatePart> split(String template) {
        List<TemplatePart> parts = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(template);
        int end = 0;
        boolean quoted = false;
        while (matcher.find()) {
            String before = template.substring(end, matcher.start());
            quoted = quoted(before, quoted);
            parts.add(new TemplatePart(before, false, quoted));
            parts.add(new TemplatePart(matcher.group(1), true, quoted));
            end = matcher.end();
        }
        parts.add(new TemplatePart(template.substring(end), false, quoted));
        return parts;
    }

    /** Whether the end of a text is inside of a string, given whether its beginning is. */
    private static boolean quoted(String text, boolean before) {
        boolean quoted = before;
        for (int place = 0; place < text.length(); place++) {
            char letter = text.charAt(place);
            if (letter == '"') {
                quoted = !quoted;
            } else if (letter == '\\' && quoted) {
                place++;
            }
        }
        return quoted;
    }
}
