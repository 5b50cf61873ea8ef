package io.forebay.server;

import io.forebay.engine.dataapi.DataApi;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.flow.host.LambdaFunction;
import io.forebay.engine.flow.host.LambdaTasks;
import io.forebay.engine.flow.host.TaskService;
import io.forebay.engine.flow.host.task.Commands;
import io.forebay.engine.flow.host.task.ForebayTasks;
import io.forebay.engine.flow.host.task.HttpTasks;
import io.forebay.engine.flow.host.task.LambdaCommand;
import io.forebay.engine.flow.host.task.SqsTasks;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Settings;
import io.forebay.server.http.aws.AwsFront;
import io.forebay.spi.queue.MessageQueues;
import java.util.HashMap;
import java.util.Map;

/** What tasks of state machines can call as the settings say, by the type of their resources. */
final class OwnTasks {
    private OwnTasks() {}

    static Map<String, TaskService> of(Settings settings, DataApi dataApi, MessageQueues queues, Endpoints lambdas) {
        Commands commands = settings.value(Keys.SHELL_ALLOW) ? new Commands(settings.shellFolder()) : null;
        Map<String, LambdaFunction> functions = new HashMap<>();
        if (commands != null) {
            settings.lambdaCommands()
                    .forEach((name, command) ->
                            functions.put(name, new LambdaCommand(commands, command, lambdas.timeout())));
        }
        SqsTasks sqs = new SqsTasks(queues);
        return Map.of(
                "http", new HttpTasks(settings.httpRules(), HttpTasks.TIMEOUT),
                "lambda", new LambdaTasks(lambdas, functions),
                "sqs", sqs,
                "aws-sdk:sqs", sqs,
                "forebay", new ForebayTasks(dataApi, AwsFront.LOCAL, commands));
    }
}
