package io.forebay.format.xml;

/** A record written anew, so that it is a document that reads as the same record. */
final class WholeMarkup {
    private static final String SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final StringBuilder out = new StringBuilder();

    private WholeMarkup() {}

    static String of(Element element) {
        WholeMarkup markup = new WholeMarkup();
        markup.write(element, anyNil(element));
        return markup.out.toString();
    }

    private static boolean anyNil(Element element) {
        return element.nil() || element.children().stream().anyMatch(WholeMarkup::anyNil);
    }

    /** @param declares whether the prefix of xsi:nil is declared here */
    private void write(Element element, boolean declares) {
        out.append('<').append(element.name());
        if (declares) {
            out.append(" xmlns:xsi=\"").append(SCHEMA_INSTANCE).append('"');
        }
        for (int i = 0; i < element.attributes(); i++) {
            out.append(' ').append(element.attributeName(i)).append("=\"");
            escape(element.attributeValue(i), true);
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
            write(child, false);
        }
        escape(element.text(), false);
        out.append("</").append(element.name()).append('>');
    }

    /** White space in an attribute, and a carriage return anywhere, would be read as something else. */
    private void escape(String text, boolean attribute) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (next == '\r' || (attribute && (next == '\n' || next == '\t'))) {
                        out.append("&#").append((int) next).append(';');
                    } else {
                        out.append(next);
                    }
                }
            }
        }
    }
}
