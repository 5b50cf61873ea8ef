package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;

/** The URIs in the text of a job and of its verbs, each checked where it stands. */
final class JobUri {
    private JobUri() {}

    /** {@code FILE 's3://bucket/key'}. */
    static ObjectUri file(TokenStream in) {
        in.expect("file");
        return object(in, "FILE");
    }

    /** One object. @param word what stands in front, for messages */
    static ObjectUri object(TokenStream in, String word) {
        int at = in.peek().start();
        ObjectUri uri = uri(in, word, "the name of an object in quotes, such as 's3://bucket/key',");
        if (uri.key().isEmpty()) {
            throw Mistake.syntax(at, word + " must name an object, such as 's3://bucket/key', not a bucket");
        }
        return uri;
    }

    /** What keys start with, also a whole bucket. */
    static String prefix(TokenStream in, String word) {
        return uri(in, word, "a prefix in quotes, such as 's3://bucket/prefix',")
                .toString();
    }

    /** A prefix that ends with a slash. */
    static String folder(TokenStream in, String word) {
        int at = in.peek().start();
        ObjectUri uri = uri(in, word, "a prefix in quotes, such as 's3://bucket/prefix/',");
        if (!uri.key().isEmpty() && !uri.key().endsWith("/")) {
            throw Mistake.syntax(at, word + " must end with \"/\", such as 's3://bucket/prefix/'");
        }
        return uri.toString();
    }

    /** {@code 's3://bucket/prefix*.manifest'}: at least one star, in the key. */
    static String pattern(TokenStream in) {
        int at = in.peek().start();
        ObjectUri uri =
                uri(in, "TRIGGER MANIFEST", "the manifests' names in quotes, such as 's3://bucket/prefix*.manifest',");
        long stars = uri.key().chars().filter(c -> c == '*').count();
        if (stars == 0 || uri.bucket().indexOf('*') >= 0) {
            throw Mistake.syntax(
                    at,
                    "TRIGGER MANIFEST must have a \"*\" in the key, and none in the bucket, such as"
                            + " 's3://bucket/prefix*.manifest'");
        }
        return uri.toString();
    }

    private static ObjectUri uri(TokenStream in, String word, String expected) {
        int at = in.peek().start();
        String text = in.string(expected + " behind " + word);
        if (text.matches("(?s)[^/]*://[^/]*:.*@.*")) {
            throw Mistake.syntax(at, word + " must not hold keys");
        }
        try {
            return ObjectUri.parse(text);
        } catch (ForebayException e) {
            throw Mistake.syntax(at, word + " must name an object store, such as 's3://bucket/key'");
        }
    }
}
