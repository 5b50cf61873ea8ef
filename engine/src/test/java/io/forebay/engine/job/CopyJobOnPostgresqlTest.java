package io.forebay.engine.job;

import io.forebay.engine.TestWarehouse;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestWarehouse.OnPostgresql.class)
final class CopyJobOnPostgresqlTest extends CopyJobTest {}
