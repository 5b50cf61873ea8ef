package io.forebay.store.local;

import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Which keys can be file names. */
final class Keys {
    /** How the names of files begin that are still written, or on their way out: never listed or told of. */
    static final String OWN_TEMPORARY = ".forebay-put-";

    private static final int LONGEST = 4000;

    private Keys() {}

    /** @throws ForebayException INVALID_KEY when the key would leave the bucket or is no path of a file */
    static void check(ObjectUri uri) {
        String key = uri.key();
        if (key.isEmpty()) {
            throw invalid(uri, "it is empty");
        }
        if (key.length() > LONGEST) {
            throw invalid(uri, "it is longer than " + LONGEST + " characters");
        }
        if (key.indexOf('\0') >= 0) {
            throw invalid(uri, "it holds a NUL character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw invalid(uri, "it is no Unicode text");
        }
        for (String segment : key.split("/", -1)) {
            checkSegment(uri, segment);
        }
    }

    /** The name, in the file's folder, of a file that is on its way out: always the same one for a key. */
    static String aside(String key) {
        return OWN_TEMPORARY + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this can be the key of a folder: empty, or names that each end in a slash. */
    static boolean isFolder(String key) {
        if (key.isEmpty()) {
            return true;
        }
        if (!key.endsWith("/") || key.indexOf('\0') >= 0) {
            return false;
        }
        for (String segment : key.substring(0, key.length() - 1).split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }

    /** The folder part of a key prefix: all up to its last slash. */
    static String folderOf(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    /** Whether keys below this folder may start with the prefix. */
    static boolean mayHold(String folder, String prefix) {
        return folder.startsWith(prefix) || prefix.startsWith(folder);
    }

    private static void checkSegment(ObjectUri uri, String segment) {
        if (segment.isEmpty()) {
            throw invalid(uri, "a folder mounted as a bucket has no empty names between or after slashes");
        }
        if (segment.equals(".") || segment.equals("..")) {
            throw invalid(uri, "'" + segment + "' is not allowed in a key");
        }
        if (segment.startsWith(OWN_TEMPORARY)) {
            throw invalid(uri, "names that begin with '" + OWN_TEMPORARY + "' are Forebay's own");
        }
    }

    private static ForebayException invalid(ObjectUri uri, String why) {
        return new ForebayException(StoreError.INVALID_KEY, "Invalid key in '" + uri + "': " + why);
    }
}
