package io.forebay.engine.unload;

import io.forebay.engine.sql.UnloadCommand.Target;
import io.forebay.spi.store.ObjectUri;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The names of an UNLOAD's objects. SOURCE: Redshift Database Developer Guide, "UNLOAD", TO and PARTITION BY. */
final class ObjectNames {
    /** Hive's folder of rows whose key is null. */
    private static final String NULL_KEY = "__HIVE_DEFAULT_PARTITION__";

    private final ObjectUri root;
    private final boolean parallel;
    private final String suffix;

    /** @param formatSuffix what the format's names end in, unless EXTENSION says otherwise */
    ObjectNames(Target target, String formatSuffix) {
        String key = target.prefix().key();
        boolean folders = target.partition() != null;
        this.root = target.prefix().withKey(folders && !key.isEmpty() && !key.endsWith("/") ? key + "/" : key);
        this.parallel = target.parallel();
        this.suffix = target.extension() == null ? formatSuffix : target.extension();
    }

    /** What all names start with. */
    ObjectUri root() {
        return root;
    }

    /** Forebay has one slice; its parts are numbered as Redshift's. @param folder empty, or with a slash at its end */
    ObjectUri file(String folder, int number) {
        String name = parallel
                ? String.format(Locale.ROOT, "0000_part_%02d", number)
                : String.format(Locale.ROOT, "%03d", number);
        return root.withKey(root.key() + folder + name + suffix);
    }

    ObjectUri manifest() {
        return root.withKey(root.key() + "manifest");
    }

    static String nullFolder(String column) {
        return escaped(column) + "=" + NULL_KEY + "/";
    }

    static String folder(String column, String value) {
        return escaped(column) + "=" + escaped(value) + "/";
    }

    /** As Hive, {@code %XX} for what would end or hide a part of the name. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || c == '/' || c == '=' || c == '%') {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Whether a key would be too long for S3, which takes 1,024 bytes. */
    static boolean tooLong(ObjectUri uri) {
        return uri.key().getBytes(StandardCharsets.UTF_8).length > 1024;
    }
}
