-- A text of 500 words, mirrored as a stream: 500 pieces.
local words = {}
for index = 1, 500 do
  words[index] = string.format("w%03d", index)
end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"' .. table.concat(words, " ") .. '"}]}'
