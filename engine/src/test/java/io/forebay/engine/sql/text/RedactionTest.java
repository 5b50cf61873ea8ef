package io.forebay.engine.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM 's3://b/k' ACCESS_KEY_ID 'hushhush' SECRET_ACCESS_KEY 'hushhush' SESSION_TOKEN 'hushhush'",
                "copy t from 's3://b/k' access_key_id as 'hushhush'\nsecret_access_key\n\t'hushhush'",
                "copy t from 's3://b/k' with credentials as 'aws_access_key_id=hushhush;aws_secret_access_key=hushhush'",
                "copy t from 's3://b/k' CREDENTIALS 'aws_iam_role=arn:x;master_symmetric_key=hushhush'",
                "copy t from 's3://b/k' CREDENTIALS 'hushhush",
                "copy t from 's3://b/k' MASTER_SYMMETRIC_KEY /* key */ 'hushhush' ENCRYPTED",
                "copy t from 's3://b/k' MASTER_SYMMETRIC_KEY -- key\n 'hushhush' ENCRYPTED",
                "copy t from 's3://b/k' secret_access_key E'hush\\nhush'",
                "copy t from 's3://b/k' secret_access_key $$hushhush$$",
                "copy t from 's3://b/k' secret_access_key $k$hush'hush$k$ csv",
                "copy t from 's3://b/k' secret_access_key \"hushhush\"",
                "copy t from 's3://b/k' secret_access_key 'hush''hush' csv",
                "UNLOAD ('select 1') TO 's3://b/k' ENCRYPTED KMS_KEY_ID 'hushhush'",
                "UNLOAD ('select \\'x\\' a') TO 's3://b/k' ENCRYPTED MASTER_SYMMETRIC_KEY AS 'hushhush'",
                "UNLOAD ('select ''secret'' a') TO 's3://b/k' CREDENTIALS 'aws_access_key_id=hush;aws_secret_access_key=hush'",
                "EXECUTE 'COPY t FROM ''s3://b/k'' SECRET_ACCESS_KEY ''hushhush'' CSV'",
                "EXECUTE 'COPY t FROM ''s3://b/k'' SECRET_ACCESS_KEY ''hushhush'''",
                "EXECUTE 'EXECUTE ''COPY t SECRET_ACCESS_KEY ''''hushhush'''' CSV'' '",
                "-- secret_access_key 'hushhush'\nselect 1",
                "/* credentials 'hushhush' */ select 1",
                "it's a password 'hushhush'",
                "select 'it's' secret_access_key 'hushhush'",
                "CREATE USER bob PASSWORD 'hushhush'",
                "alter user bob with encrypted password = 'hushhush'",
                "CREATE SECRET s (TYPE s3, KEY_ID 'hushhush', SECRET 'hushhush')",
                "select 'aws_secret_access_key=hushhush'",
                "select 'host=x password=hushhush user=y'",
                "copy t from 's3n://AKIA:hush/hush@bucket/key'",
                "select 'postgres://bob:hushhush@host/db'",
                "set aws_secret_access_key = hushhush",
                "set aws_secret_access_key to 'hushhush'",
                "SECRET_ACCESS_KEY'hushhush'",
                "SECRET_ACCESS_KEY '   hushhush",
                "select '{\"password\": \"hushhush\", \"x\": 1}'",
                "select \"password\" = 'hushhush'",
            })
    void blanksSecretsInAnyText(String sql) {
        assertThat(Redaction.redact(sql)).doesNotContain("hush").contains(Redaction.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from t where a = 'password'",
                "copy t from 's3://b/k' iam_role 'arn:aws:iam::111122223333:role/loader' csv",
                "copy t from 's3://b/k' credentials 'aws_iam_role=arn:aws:iam::111122223333:role/loader' csv",
                "select 'a' as \"password\", \"token\" 'x'",
                "select token, secret from t where id = 3",
                "copy t from 's3://b/k' secret_access_key '***' access_key_id '***'",
                "",
                "'",
            })
    void leavesOtherTextAsItIs(String sql) {
        assertThat(Redaction.redact(sql)).isEqualTo(sql);
    }

    @Test
    void keepsWhatIsAroundASecret() {
        assertThat(Redaction.redact("copy t from 's3://b/k' SECRET_ACCESS_KEY AS 'hushhush' ACCESS_KEY_ID 'hush' csv"))
                .isEqualTo("copy t from 's3://b/k' SECRET_ACCESS_KEY AS '***' ACCESS_KEY_ID '***' csv");
    }

    @Test
    void changesNothingWhenAppliedTwice() {
        String once =
                Redaction.redact("copy t from 's3://b/k' credentials 'aws_access_key_id=a;aws_secret_access_key=b'");
        assertThat(Redaction.redact(once)).isEqualTo(once);
    }

    @Test
    void endsOnLongAndRandomText() {
        Random random = new Random(7);
        String[] pieces = {
            "'", "''", "\"", "$$", "secret_access_key ", "credentials ", "=", "--", "/*", "a", "\n", "://", "@"
        };
        for (int round = 0; round < 500; round++) {
            StringBuilder sql = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                sql.append(pieces[random.nextInt(pieces.length)]);
            }
            assertThat(Redaction.redact(sql.toString())).isNotNull();
        }
        assertThat(Redaction.redact("secret_access_key '" + "x''".repeat(200_000)))
                .isEqualTo("secret_access_key '***");
    }
}
