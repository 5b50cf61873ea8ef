package io.forebay.torture.format;

import io.forebay.format.xml.XmlFormat;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RejectedRow;
import io.forebay.torture.Input;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** XML by a row's tag. */
public final class XmlTarget extends RecordTarget {
    private static final List<String> TAGS = List.of("r", "a", "x:r", "\u00e9");

    public XmlTarget() {
        super(new XmlFormat());
    }

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                seed("<?xml version=\"1.0\"?><t><r><a>x</a><b>1</b><c>{}</c></r><r b='2'><a><![CDATA[<]]></a></r></t>"),
                seed("<t><r _a='1'/>\n<!-- <r> --><?p i?><r>text &lt;&#65;&#x42;<a><b>7</b><b>8</b></a></r>"),
                seed("<!DOCTYPE t [<!ENTITY e \"&e;&e;\">]><t><r><a>&e;</a></r></t>"),
                seed("<t xmlns:x='u'><x:r><r><a>1</a></r></x:r><r><a>1</t>"));
    }

    /** A file with several faults fails by the one that is met first, and text is decoded ahead of its parsing. */
    @Override
    protected void same(Reading.Outcome one, Reading.Outcome other) {
        if (one.findFailure().isEmpty() || other.findFailure().isEmpty()) {
            super.same(one, other);
        }
    }

    /** What was told of the records takes them all. */
    @Override
    protected boolean refusable(ReadRequest request, RejectedRow row) {
        return false;
    }

    private static byte[] seed(String xml) {
        return Options.seed(xml.getBytes(StandardCharsets.UTF_8), 0);
    }

    @Override
    protected ReadRequest request(Input input) {
        return Options.request(new Layout.Named("XML", List.of(input.pick(TAGS))), true, input);
    }
}
