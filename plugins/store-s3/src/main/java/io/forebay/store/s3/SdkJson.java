package io.forebay.store.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.spi.queue.QueueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.StringUtils;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The SDK's requests and answers as JSON, member by member. Bytes are text in UTF-8. SOURCE: the Step Functions Developer
 * Guide, "Learning to use AWS service SDK integrations": members have names in PascalCase, where the model has "tags" too.
 */
final class SdkJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SdkJson() {}

    /** Fills a builder. @throws QueueException for a member that there is not, or that is something else */
    static void fill(SdkPojo builder, JsonNode members) throws QueueException {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(name(field), field));
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            SdkField<?> field = fields.get(member.getKey());
            if (field == null) {
                throw wrong("There is no member " + member.getKey() + "; there are " + fields.keySet() + ".");
            }
            field.set(builder, value(field, member.getValue()));
        }
    }

    private static String name(SdkField<?> field) {
        return StringUtils.capitalize(field.memberName());
    }

    private static QueueException wrong(String message) {
        return new QueueException("SqsException", message);
    }

    private static @Nullable Object value(SdkField<?> field, JsonNode value) throws QueueException {
        MarshallingType<?> type = field.marshallingType();
        boolean right = type == MarshallingType.LIST
                ? value.isArray()
                : type == MarshallingType.MAP || type == MarshallingType.SDK_POJO
                        ? value.isObject()
                        : value.isValueNode() && !value.isNull();
        if (!right) {
            throw wrong("The value of " + name(field) + " is not of the right type.");
        }
        if (type == MarshallingType.LIST) {
            List<@Nullable Object> list = new ArrayList<>();
            for (JsonNode each : value) {
                list.add(value(field.getTrait(ListTrait.class).memberFieldInfo(), each));
            }
            return list;
        }
        if (type == MarshallingType.MAP) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> each : value.properties()) {
                map.put(each.getKey(), value(field.getTrait(MapTrait.class).valueFieldInfo(), each.getValue()));
            }
            return map;
        }
        if (type == MarshallingType.SDK_POJO) {
            SdkPojo inner = field.constructor().get();
            fill(inner, value);
            return ((Buildable) inner).build();
        }
        return scalar(field, value);
    }

    private static Object scalar(SdkField<?> field, JsonNode value) throws QueueException {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.INTEGER) {
            if (!value.asText().matches("-?\\d{1,9}")) {
                throw wrong("The value of " + name(field) + " must be a whole number.");
            }
            return Integer.valueOf(value.asText());
        }
        if (type == MarshallingType.BOOLEAN) {
            return value.asBoolean();
        }
        return type == MarshallingType.SDK_BYTES ? SdkBytes.fromUtf8String(value.asText()) : value.asText();
    }

    /** What there is of it. */
    static ObjectNode of(SdkPojo answer) {
        ObjectNode members = JSON.objectNode();
        for (SdkField<?> field : answer.sdkFields()) {
            Object value = field.getValueOrDefault(answer);
            boolean empty = value instanceof Collection<?> list && list.isEmpty()
                    || value instanceof Map<?, ?> map && map.isEmpty();
            if (value != null && !empty) {
                members.set(name(field), json(value));
            }
        }
        return members;
    }

    private static JsonNode json(Object value) {
        if (value instanceof SdkPojo inner) {
            return of(inner);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(each -> array.add(json(each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((name, each) -> object.set(String.valueOf(name), json(each)));
            return object;
        }
        if (value instanceof Integer || value instanceof Long) {
            return JSON.numberNode(((Number) value).longValue());
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        return JSON.textNode(value instanceof SdkBytes bytes ? bytes.asUtf8String() : String.valueOf(value));
    }
}
