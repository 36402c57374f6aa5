-- A short conversation, answered whole.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"model":"gpt-4o","temperature":0.7,"max_tokens":100,"top_p":1,"user":"u","stream":false,"messages":['
  .. '{"role":"system","content":"You are a helpful assistant. Answer briefly and to the point."},'
  .. '{"role":"user","content":"Hello! How are you?"}]}'
