package io.forebay.format.xml;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.store.ObjectUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The events of Java's own parser, within bounds. A DTD is refused: it could define entities and attributes that would
 * be lost, or that are bombs. Other entities than the five that XML itself knows do not exist then.
 */
final class XmlEvents {
    /** The most characters of a tag, a comment or a CDATA section. */
    private static final int MOST_CHARACTERS = 16 << 20;

    /** The most elements in one another; the same as for SUPER. */
    private static final int MOST_DEPTH = 1000;

    private static final String LIMITS = "http://www.oracle.com/xml/jaxp/properties/";
    private static final XMLInputFactory FACTORY = factory();

    private static final Location START = new Start();

    private final ObjectUri object;
    private final XmlText text;
    private final Names names = new Names();
    private @Nullable XMLStreamReader parser;
    private int depth;

    XmlEvents(ObjectUri object, XmlText text) {
        this.object = object;
        this.text = text;
    }

    /** Java's own, whatever else is on the class path. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(LIMITS + "elementAttributeLimit", "10000");
        factory.setProperty(LIMITS + "maxXMLNameLimit", "1000");
        factory.setProperty(LIMITS + "maxElementDepth", String.valueOf(2 * MOST_DEPTH));
        return factory;
    }

    /** The next event; END_DOCUMENT at the end and from there on. */
    int next() {
        text.allow(MOST_CHARACTERS);
        int event = read();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                checkNames();
                if (++depth > MOST_DEPTH) {
                    throw damaged("elements are nested more than " + MOST_DEPTH + " deep");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_DECLARATION,
                    XMLStreamConstants.NOTATION_DECLARATION ->
                throw damaged("it has a DOCTYPE, which is not read: it could define entities and values");
            case XMLStreamConstants.ENTITY_REFERENCE -> throw damaged("it refers to an entity that is not defined");
            default -> {}
        }
        return event;
    }

    private int read() {
        if (parser == null && text.empty()) {
            return XMLStreamConstants.END_DOCUMENT;
        }
        try {
            XMLStreamReader open = parser;
            if (open == null) {
                open = FACTORY.createXMLStreamReader(text);
                parser = open;
            }
            return open.getEventType() == XMLStreamConstants.END_DOCUMENT
                    ? XMLStreamConstants.END_DOCUMENT
                    : open.next();
        } catch (XMLStreamException e) {
            throw failed(message(e), e);
        } catch (RuntimeException e) { // the parser's way to say of some files that they are broken
            throw failed("the parser gave up: " + e, e);
        }
    }

    private RuntimeException failed(String why, Exception cause) {
        RuntimeException failure = text.failure();
        return failure == null ? damaged(why, cause) : failure;
    }

    /** The parser's words without its own way to tell the place. */
    private static String message(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int words = message.indexOf("Message: ");
        return words < 0 ? message : message.substring(words + "Message: ".length());
    }

    private ForebayException damaged(String why) {
        return damaged(why, null);
    }

    private ForebayException damaged(String why, @Nullable Exception cause) {
        Location place = place();
        return new ForebayException(
                FormatError.DAMAGED_FILE,
                object + " is damaged: line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ": "
                        + why,
                cause);
    }

    private XMLStreamReader open() {
        XMLStreamReader open = parser;
        if (open == null) {
            throw new IllegalStateException("no event was read");
        }
        return open;
    }

    /** Where the last event ended: the next begins there. Its offset counts on from the lowest int behind the highest. */
    Location place() {
        return parser == null ? START : parser.getLocation();
    }

    String name() {
        return open().getLocalName();
    }

    String text() {
        return open().getText();
    }

    /** The element that starts. */
    Element element() {
        XMLStreamReader in = open();
        boolean nil = false;
        List<String> attributes = List.of();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            if (XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI.equals(in.getAttributeNamespace(i))) {
                String value = in.getAttributeValue(i).strip().toLowerCase(Locale.ROOT);
                nil |= in.getAttributeLocalName(i).equals("nil") && (value.equals("true") || value.equals("1"));
            } else {
                attributes = attributes.isEmpty() ? new ArrayList<>(4) : attributes;
                attributes.add(in.getAttributeLocalName(i));
                attributes.add(in.getAttributeValue(i));
            }
        }
        return new Element(in.getLocalName(), nil, attributes);
    }

    private void checkNames() {
        XMLStreamReader in = open();
        boolean few = names.add(in.getLocalName());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            few &= names.add(in.getAttributeLocalName(i));
        }
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            few &= names.add(in.getNamespacePrefix(i) + ":" + in.getNamespaceURI(i));
        }
        if (!few) {
            throw damaged("it has more than " + Names.MOST + " different names of elements and attributes");
        }
    }

    /** Before the first event. */
    private static final class Start implements Location {
        @Override
        public int getLineNumber() {
            return 1;
        }

        @Override
        public int getColumnNumber() {
            return 1;
        }

        @Override
        public int getCharacterOffset() {
            return 0;
        }

        @Override
        public @Nullable String getPublicId() {
            return null;
        }

        @Override
        public @Nullable String getSystemId() {
            return null;
        }
    }
}
