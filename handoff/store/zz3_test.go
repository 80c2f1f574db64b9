package store
import ("testing";"context";"time";"handoffd/handoff";"fmt")
func TestBest(t *testing.T){
 s:=openStore(t)
 for n := 0; n < 10000; n += 1000 { s.Update(context.Background(), func(tx *Tx) error { for i := n; i < n+1000; i++ { tx.Save(busyHandoff(i)) }; return nil }) }
 best,bin:=time.Hour,time.Hour
 var tot,totin time.Duration
 n:=0
 for range 100 { st:=time.Now(); var in time.Duration
  err:=s.Update(context.Background(), func(tx *Tx) error { a:=time.Now(); for range 100 { if err := windowCloses(tx, n); err != nil { return err }; n++ }; in=time.Since(a); return nil }); if err!=nil {t.Fatal(err)}
  d:=time.Since(st); tot+=d; totin+=in; if d<best {best=d}; if in<bin {bin=in} }
 t.Log("best batch",best,"inside",bin,"total",tot,"inside",totin)
 part:=func(name string,f func(tx *Tx,i int) error){ best:=time.Hour; for k:=range 60 { s.Update(context.Background(), func(tx *Tx) error { a:=time.Now(); for i := range 50 { if err:=f(tx,k*50+i); err!=nil {t.Error(err)} }; if d:=time.Since(a)/50; d<best {best=d}; return nil }) }; t.Log(name,best) }
 id:=func(i int) handoff.ID { return handoff.ID(fmt.Sprintf("HO-%06d", i)) }
 part("handoff",func(tx *Tx,i int) error { _,err:=tx.Handoff(id(i)); return err })
 hs:=map[int]handoff.Handoff{}
 s.Update(context.Background(), func(tx *Tx) error { for i:=range 3000 { hs[i],_=tx.Handoff(id(i)) }; return nil})
 part("handoff+save",func(tx *Tx,i int) error { _,err:=tx.Handoff(id(i)); if err!=nil {return err}; h:=hs[i]; h.Next.At=h.Next.At.Add(time.Minute); return tx.Save(h) })
 part("appendfact", func(tx *Tx,i int) error { return tx.AppendFact(id(i), &handoff.Deadline{About: handoff.About{At: epoch}}, handoff.Lookups{}, nil, "x", epoch, handoff.Reason{}) })
 k:=0
 part("enqueue", func(tx *Tx,i int) error { k++; return tx.Enqueue([]handoff.Action{{Handoff: id(i), Purpose: handoff.PurposeUpdate, To: handoff.Recipient{Address: "pat@globex.example"}, Revision: 10000+k}}, epoch) })
 part("empty select",func(tx *Tx,i int) error { var n int; return tx.one("SELECT 1",nil,[]any{&n}) })
 part("empty exec",func(tx *Tx,i int) error { return tx.exec("DELETE FROM digests WHERE key=$1","x") })
}
