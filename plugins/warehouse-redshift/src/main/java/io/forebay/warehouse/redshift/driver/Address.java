package io.forebay.warehouse.redshift.driver;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parts of a warehouse's address. All throw INVALID_PARAMETER for one that is wrong. */
public final class Address {
    private Address() {}

    /** @param example of an address that is right */
    public static String host(URI url, String example) {
        String host = url.getHost();
        if (host == null || host.isEmpty()) {
            throw new ForebayException(
                            CommonError.INVALID_PARAMETER, "the warehouse's address names no host: " + example)
                    .withHint("Write it as " + example + ".");
        }
        return host;
    }

    public static String database(URI url) {
        String path = url.getPath() == null ? "" : url.getPath();
        String name = path.startsWith("/") ? path.substring(1) : path;
        if (name.isEmpty() || name.contains("/")) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "the warehouse's address names no database: " + url.getScheme() + "://" + url.getHost() + "/dev");
        }
        return name;
    }

    /** What stands behind the question mark, in order, decoded. */
    public static Map<String, String> properties(URI url) {
        Map<String, String> properties = new LinkedHashMap<>();
        String query = url.getRawQuery();
        if (query == null) {
            return properties;
        }
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "behind ? the warehouse's address takes properties as name=value");
            }
            properties.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
        }
        return properties;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
