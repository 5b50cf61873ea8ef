package io.forebay.engine.sql;

import io.forebay.spi.store.ObjectUri;

/**
 * The names of manifests that trigger a job: a URI whose key has at least one {@code *}, which stands for any characters
 * but {@code /}, also for none. There is no escape: a {@code *} in a name is matched by the {@code *} of the pattern.
 *
 * @param prefix the bucket and the key up to the first {@code *}: what is listed
 * @param key the key with its {@code *}
 */
public record ManifestPattern(ObjectUri prefix, String key) {
    public static ManifestPattern of(String uri) {
        ObjectUri whole = ObjectUri.parse(uri);
        String key = whole.key();
        return new ManifestPattern(whole.withKey(key.substring(0, key.indexOf('*'))), key);
    }

    public boolean matches(ObjectUri uri) {
        return uri.scheme().equals(prefix.scheme())
                && uri.bucket().equals(prefix.bucket())
                && uri.key().startsWith(prefix.key())
                && matches(uri.key());
    }

    /** Segment by segment, as no {@code *} goes over a slash: no name takes long. */
    private boolean matches(String name) {
        int ofPattern = 0;
        int ofName = 0;
        while (true) {
            int patternEnd = end(key, ofPattern);
            int nameEnd = end(name, ofName);
            boolean last = patternEnd == key.length();
            if (last != (nameEnd == name.length())
                    || !matches(key.substring(ofPattern, patternEnd), name.substring(ofName, nameEnd))) {
                return false;
            }
            if (last) {
                return true;
            }
            ofPattern = patternEnd + 1;
            ofName = nameEnd + 1;
        }
    }

    private static int end(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash < 0 ? text.length() : slash;
    }

    /** Each {@code *} takes as little as it may, and the last one takes more when the rest does not fit. */
    private static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Override
    public String toString() {
        return prefix.withKey(key).toString();
    }
}
