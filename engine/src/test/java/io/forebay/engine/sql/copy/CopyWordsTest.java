package io.forebay.engine.sql.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopyWordsTest {
    @Test
    void areThoseBehindTheSource() {
        assertThat(CopyWords.behindSource("COPY t (a, \"from\") FROM 's3://lake/in' IAM_ROLE 'r' CSV NULL AS '--' "))
                .isEqualTo("IAM_ROLE 'r' CSV NULL AS '--'");
        assertThat(CopyWords.behindSource("COPY t FROM 's3://lake/in'")).isEmpty();
    }

    /** MANIFEST is written behind it. */
    @Test
    void endWithNoComment() {
        assertThat(CopyWords.behindSource("COPY t FROM 's3://lake/in' IAM_ROLE 'r' -- ours\nCSV -- with a header"))
                .isEqualTo("IAM_ROLE 'r' -- ours\nCSV");
        assertThat(CopyWords.behindSource("COPY t FROM 's3://lake/in' CSV /* all */ -- of it\n"))
                .isEqualTo("CSV");
    }
}
