package io.forebay.engine.ledger;

import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestWarehouse.OnPostgresql.class)
final class SystemViewsOnPostgresqlTest extends SystemViewsTest {}
