-- accept: a value of each type
INSERT INTO things VALUES (1, 1, -32768, 2147483647, 9223372036854775807, 1234567.125, 12345678, 1.5, 0.1, 0.2,
    'ab', '1234567', 'x', x'00ff', '2024-02-29', '23:59:59.999', '2026-01-31 12:00:00.000',
    '2026-01-31 12:00:00.500', '1 day', '0123abcd-0123-4567-89ab-0123456789ab', '{"a": [1]}', '::1', 'x', '[1, null]');
-- gives 2024-02-29|1234567.125|ab: they come back
SELECT a_date, a_decimal, a_char FROM things;
-- gives 1: a char is compared without the blanks at its end
SELECT count(*) FROM things WHERE a_char = 'ab  ';
-- reject things_a_boolean_type: two is no boolean
UPDATE things SET a_boolean = 2;
-- reject things_a_boolean_type: a word is no boolean
UPDATE things SET a_boolean = 'true';
-- reject things_a_smallint_type: a smallint ends at 32767
UPDATE things SET a_smallint = 32768;
-- reject things_an_int_type: an int ends at 2147483647
UPDATE things SET an_int = 2147483648;
-- reject things_an_int_type: a text is no number
UPDATE things SET an_int = 'many';
-- reject things_a_bigint_type: a fraction is no integer
UPDATE things SET a_bigint = 1.5;
-- reject things_a_decimal_type: a digit too many behind the point
UPDATE things SET a_decimal = 1.2345;
-- reject things_a_decimal_type: a digit too many before it
UPDATE things SET a_decimal = 10000000;
-- accept: the largest decimal
UPDATE things SET a_decimal = 9999999.999;
-- reject things_a_double_type: a text is no double
UPDATE things SET a_double = 'x';
-- reject things_a_char_type: five characters in char(4)
UPDATE things SET a_char = 'abcde';
-- accept: seven characters of two bytes
UPDATE things SET a_string = 'äöüßéèê';
-- reject things_a_string_type: eight characters in string(7)
UPDATE things SET a_string = '12345678';
-- reject things_some_bytes_type: a text is no bytes
UPDATE things SET some_bytes = 'abc';
-- reject things_a_date_type: no such day
UPDATE things SET a_date = '2026-02-29';
-- reject things_a_date_type: a day is written in one way
UPDATE things SET a_date = '2026-2-3';
-- reject things_a_date_type: a number is no day
UPDATE things SET a_date = 2460000;
-- reject non-deterministic: the present is no day
UPDATE things SET a_date = 'now';
-- reject things_a_time_type: hour 24
UPDATE things SET a_time = '24:00:00.000';
-- reject things_a_timestamp_type: a zone
UPDATE things SET a_timestamp = '2026-01-31 12:00:00.000Z';
-- reject things_a_timestamp_type: seconds without their fraction
UPDATE things SET a_timestamp = '2026-01-31 12:00:00';
-- reject things_a_uuid_type: capital letters
UPDATE things SET a_uuid = '0123ABCD-0123-4567-89ab-0123456789ab';
-- reject things_a_uuid_type: a hyphen in place of a digit
UPDATE things SET a_uuid = '-123abcd-0123-4567-89ab-0123456789ab';
-- reject things_a_json_type: a document that stays open
UPDATE things SET a_json = '{';
-- reject things_an_enum_choice: a word that is not in the list
UPDATE things SET an_enum = 'z';
-- reject things_an_array_type: an object is no list
UPDATE things SET an_array = '{"a": 1}';
-- reject things_an_array_type: a text is no list
UPDATE things SET an_array = 'a';
-- reject things_an_array_elements: an element of another type
UPDATE things SET an_array = '[1, "a"]';
-- reject things_an_array_elements: an element out of range
UPDATE things SET an_array = '[2147483648]';
