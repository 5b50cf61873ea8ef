package io.forebay.engine.job;

import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.ManifestPattern;
import io.forebay.spi.store.ObjectUri;
import org.jspecify.annotations.Nullable;

/**
 * Where a job looks for what is new: all that lies under its source, or the manifests that trigger it.
 *
 * @param prefix what is listed
 * @param pattern what of that counts; null for all
 */
public record Watched(ObjectUri prefix, @Nullable ManifestPattern pattern) {
    public static Watched of(String source, JobOptions options) {
        if (!options.triggered()) {
            return new Watched(ObjectUri.parse(source), null);
        }
        ManifestPattern pattern = options.trigger().pattern();
        return new Watched(pattern.prefix(), pattern);
    }

    public boolean has(ObjectUri uri) {
        return pattern == null ? uri.toString().startsWith(prefix.toString()) : pattern.matches(uri);
    }
}
