package io.forebay.format.xml;

import io.forebay.spi.format.RejectedRow;

/** The start of a record as errors show it: written anew from what was read, other characters than ASCII as a dot. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    private Markup() {}

    static String of(Element element) {
        Markup markup = new Markup();
        markup.write(element);
        return shown(markup.out);
    }

    /** At most so much of a text as fits, on one line. */
    static String shown(CharSequence text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), RejectedRow.MAX_TEXT); i++) {
            char next = text.charAt(i);
            shown.append(next > 0 && next < 0x80 ? next : '.');
        }
        return shown.toString();
    }

    private void write(Element element) {
        out.append('<').append(element.name());
        for (int i = 0; i < element.attributes() && room(); i++) {
            out.append(' ').append(element.attributeName(i)).append("=\"");
            escape(element.attributeValue(i));
            out.append('"');
        }
        if (element.nil()) {
            out.append(" xsi:nil=\"true\"");
        }
        if (element.children().isEmpty() && element.text().isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>');
        for (Element child : element.children()) {
            if (room()) {
                write(child);
            }
        }
        escape(element.text());
        out.append("</").append(element.name()).append('>');
    }

    private boolean room() {
        return out.length() < RejectedRow.MAX_TEXT;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length() && room(); i++) {
            switch (text.charAt(i)) {
                case '<' -> out.append("&lt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.append(text.charAt(i));
            }
        }
    }
}
