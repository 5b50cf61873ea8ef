package io.forebay.torture.file;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Object names, and the order of keys. */
public final class UriTarget implements Target {
    @Override
    public String name() {
        return "object-uri";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.of("s3://lake/a/b c?d#e%20"),
                Input.of("s3:// lake //x"),
                Input.of("://x"),
                Input.of("s3://lake/\ud83d\ude00\ns3://lake/\uffee"));
    }

    @Override
    public void run(byte[] bytes) {
        String text = new Input(bytes).restText();
        int newline = text.indexOf('\n');
        String one = newline < 0 ? text : text.substring(0, newline);
        String other = newline < 0 ? "" : text.substring(newline + 1);
        byte[] oneBytes = one.getBytes(StandardCharsets.UTF_8);
        byte[] otherBytes = other.getBytes(StandardCharsets.UTF_8);
        int order = Integer.signum(Arrays.compareUnsigned(oneBytes, otherBytes));
        if (Integer.signum(ObjectUri.compareKeys(one, other)) != order
                || Integer.signum(ObjectUri.compareKeys(other, one)) != -order) {
            throw new AssertionError("the order of '" + one + "' and '" + other + "' is not that of their bytes");
        }
        parse(one);
    }

    private static void parse(String text) {
        ObjectUri uri;
        try {
            uri = ObjectUri.parse(text);
        } catch (ForebayException e) {
            if (!e.is(CommonError.INVALID_PARAMETER)) {
                throw e;
            }
            return;
        }
        if (!ObjectUri.parse(uri.toString()).equals(uri)) {
            throw new AssertionError(uri + " is read as " + ObjectUri.parse(uri.toString()));
        }
        if (!text.endsWith(uri.key()) || !text.startsWith(uri.scheme())) {
            throw new AssertionError("'" + text + "' became " + uri);
        }
    }
}
