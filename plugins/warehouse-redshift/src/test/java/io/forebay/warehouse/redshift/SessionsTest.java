package io.forebay.warehouse.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.warehouse.redshift.driver.Transport;
import io.forebay.warehouse.redshift.load.AnsweringTransport;
import io.forebay.warehouse.redshift.text.LedgerText;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose session another connection gets. */
class SessionsTest {
    @ParameterizedTest
    @CsvSource({
        "DELETE FROM forebay.load WHERE query_id = 1, true",
        "CALL sp_land(), false",
        "call sp_land(), false",
        "CREATE TEMP TABLE t (a int), false",
        "CREATE TEMPORARY TABLE t (a int), false"
    })
    void areGivenBackUnlessTheyMayBeLeftChanged(String sql, boolean given) {
        List<Transport> back = new ArrayList<>();
        RedshiftConnection connection = new RedshiftConnection(
                new AnsweringTransport(), new LedgerText("fb"), SystemViews.STL, back::add, lost -> {}, () -> {});
        connection.begin();
        connection.execute(sql);
        connection.commit();
        connection.close();
        assertThat(back).hasSize(given ? 1 : 0);
    }
}
